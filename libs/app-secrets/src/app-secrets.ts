import type { SsmParameter } from '@cdktf/provider-aws/lib/ssm-parameter';
import { WriteOnlySecret, claimName, contextOf, generatedPassword, literal, type ModuleContext } from '@restartix/core';
import { Construct } from 'constructs';
import { checkAppSecrets } from './app-secrets.checks';
import type { AppSecret, AppSecretsConfig, GeneratedSecret } from './app-secrets.config';
import { makeExpectedKeys } from './expected-keys';
import { versionName, versionsOf, type KeyVersions } from './key-versions';
import { variablesOfKeys, variablesOfVersions, type SecretVariables } from './variables';

/** What services and stack outputs take from the secrets. */
export interface AppSecretsOutputs<Name extends string = string> {
  /** ARNs by name; of a generated secret, that of its current version. */
  readonly arns: Readonly<Record<Name, string>>;
}

/**
 * The environment's secrets, as containers. A value gets in write-only, or out of band by a person; either way it is in
 * neither state nor plan, and an apply never overwrites what is there unless `valuesVersion` is raised. A generated key
 * has a secret for each of its versions, so that a new one changes no other.
 */
export class AppSecrets<Name extends string = string> extends Construct implements AppSecretsOutputs<Name> {
  readonly arns: Readonly<Record<Name, string>>;

  /** By name; those of a generated secret as `encryption/v1`. */
  readonly secrets: Readonly<Record<string, WriteOnlySecret>>;
  /** What says which keys a person has to set, by the name of the secret. */
  readonly expectedKeys: Readonly<Record<string, SsmParameter>>;

  private readonly declared: Readonly<Record<Name, AppSecret>>;

  /** @throws ConfigError for names that Secrets Manager refuses, keys that no variable can hold, and lengths out of range. */
  constructor(scope: Construct, id: string, config: AppSecretsConfig<Name>) {
    super(scope, id);
    checkAppSecrets(id, config);
    const context = contextOf(this, 'app-secrets', id, config);
    this.declared = config.secrets;
    const entries = Object.entries<AppSecret>(config.secrets);
    for (const [name, secret] of entries) {
      for (const each of secretNames(name, secret)) {
        claimName(this, { module: 'app-secrets', property: `secrets.${name}`, value: context.path(each) });
      }
    }

    this.secrets = Object.fromEntries(
      entries.flatMap(([name, secret]) => makeSecrets(this, { context, config }, name, secret)),
    );
    this.expectedKeys = Object.fromEntries(
      entries.flatMap(([name, secret]) =>
        'keys' in secret ? [[name, makeExpectedKeys(this, context, name, secret)]] : [],
      ),
    );
    // Object.fromEntries forgets the names' type.
    this.arns = Object.fromEntries(
      entries.map(([name, secret]) => [name, this.secrets[currentName(name, secret)]!.arn]),
    ) as Record<Name, string>;
  }

  /**
   * The ARN of one secret, for a name that is data.
   * @throws Error that lists the secrets there are, when there is none of that name.
   */
  arn(name: string): string {
    this.declaration(name);
    return this.arns[name as Name];
  }

  /**
   * A generated key with its versions.
   * @throws Error when the secret of that name is not generated.
   */
  key(name: Name): KeyVersions {
    const secret = this.declaration(name);
    if (!('generate' in secret)) throw new Error(`The secret "${name}" is not generated: it has no versions.`);
    const { versions, current } = versionsOf(secret);
    return {
      key: secret.generate.key,
      current: String(current),
      arns: Object.fromEntries(versions.map((version) => [version, this.secrets[versionName(name, version)]!.arn])),
    };
  }

  /**
   * What a container gets of a secret: a variable for each key, and of a generated one for each version.
   * @throws Error that lists the secrets there are, when there is none of that name.
   */
  variables(name: Name): SecretVariables {
    const secret = this.declaration(name);
    return 'generate' in secret ? variablesOfVersions(this.key(name)) : variablesOfKeys(secret, this.arns[name]);
  }

  private declaration(name: string): AppSecret {
    const found = (this.declared as Readonly<Record<string, AppSecret>>)[name];
    if (found === undefined) {
      throw new Error(`There is no secret "${name}"; there are: ${Object.keys(this.declared).join(', ')}.`);
    }
    return found;
  }
}

/** The names in Secrets Manager, without project and environment. */
function secretNames(name: string, secret: AppSecret): string[] {
  return 'generate' in secret ? versionsOf(secret).versions.map((version) => versionName(name, version)) : [name];
}

function currentName(name: string, secret: AppSecret): string {
  return 'generate' in secret ? versionName(name, versionsOf(secret).current) : name;
}

interface Parts {
  readonly context: ModuleContext;
  readonly config: AppSecretsConfig;
}

function makeSecrets(
  scope: Construct,
  { context, config: { kmsKeyId, recoveryWindowInDays } }: Parts,
  name: string,
  secret: AppSecret,
): [string, WriteOnlySecret][] {
  const common = { kmsKeyId, recoveryWindowInDays, description: literal(secret.description) };
  if ('generate' in secret) {
    return versionsOf(secret).versions.map((version) => {
      const id = `${name}-v${version}`;
      return [
        versionName(name, version),
        new WriteOnlySecret(scope, id, {
          ...common,
          name: context.path(versionName(name, version)),
          description: literal(`${secret.description}, version ${version}`),
          values: { [secret.generate.key]: generatedPassword(scope, `${id}-value`, { length: lengthOf(secret) }) },
        }),
      ];
    });
  }
  const written = 'values' in secret ? { values: secret.values, valuesVersion: secret.valuesVersion } : {};
  return [[name, new WriteOnlySecret(scope, name, { ...common, ...written, name: context.path(name) })]];
}

function lengthOf({ generate }: GeneratedSecret): number {
  return generate.length ?? 64;
}
