import { WriteOnlySecret, claimName, contextOf, generatedPassword, mapValues, recordOf } from '@restartix/core';
import { Construct } from 'constructs';
import { checkAppSecrets } from './app-secrets.checks';
import type { AppSecret, AppSecretsConfig } from './app-secrets.config';

/** What services and stack outputs take from the secrets. */
export interface AppSecretsOutputs<Name extends string = string> {
  /** ARNs by name. */
  readonly arns: Readonly<Record<Name, string>>;
}

/**
 * The environment's secrets, as containers. A value gets in write-only, or out of band by a person; either way it is in
 * neither state nor plan, and an apply never overwrites what is there unless `valuesVersion` is raised.
 */
export class AppSecrets<Name extends string = string> extends Construct implements AppSecretsOutputs<Name> {
  readonly arns: Readonly<Record<Name, string>>;

  /** By name. */
  readonly secrets: Readonly<Record<Name, WriteOnlySecret>>;

  /** @throws ConfigError for names that Secrets Manager refuses, repeated keys, and lengths out of range. */
  constructor(scope: Construct, id: string, config: AppSecretsConfig<Name>) {
    super(scope, id);
    checkAppSecrets(id, config);
    const context = contextOf(this, 'app-secrets', id, config);
    const { kmsKeyId, recoveryWindowInDays } = config;
    for (const name of names(config)) {
      claimName(this, { module: 'app-secrets', property: `secrets.${name}`, value: context.path(name) });
    }

    this.secrets = recordOf(names(config), (name) => {
      const { description, valuesVersion } = config.secrets[name];
      return new WriteOnlySecret(this, name, {
        name: context.path(name),
        description,
        values: valuesOf(this, name, config.secrets[name]),
        valuesVersion,
        kmsKeyId,
        recoveryWindowInDays,
      });
    });
    this.arns = mapValues(this.secrets, ({ arn }) => arn);
  }

  /**
   * The ARN of one secret, for a name that is data.
   * @throws Error that lists the secrets there are, when there is none of that name.
   */
  arn(name: string): string {
    const found = (this.arns as Readonly<Record<string, string>>)[name];
    if (found === undefined) {
      throw new Error(`There is no secret "${name}"; there are: ${Object.keys(this.arns).join(', ')}.`);
    }
    return found;
  }
}

function names<Name extends string>({ secrets }: AppSecretsConfig<Name>): Name[] {
  return Object.keys(secrets) as Name[];
}

/** Given and generated values together; undefined for a secret that is set out of band. */
function valuesOf(
  scope: Construct,
  name: string,
  { values = {}, generate = {} }: AppSecret,
): Record<string, string> | undefined {
  const generated = mapValues(generate, ({ length }, key) => generatedPassword(scope, `${name}-${key}`, { length }));
  const all = { ...values, ...generated };
  return Object.keys(all).length > 0 ? all : undefined;
}
