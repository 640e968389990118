import { checkConfig, isKnown, type ModuleConfig } from '@restartix/core';

/** One secret of the environment. */
export interface AppSecret {
  /** What is in it, shown in the console. */
  readonly description: string;
  /**
   * What to write, key by key; may hold ephemeral expressions such as a database's `connectionUrl`.
   * @default - nothing: the value is set out of band (`aws secretsmanager put-secret-value`) and never touched here
   */
  readonly values?: Readonly<Record<string, string>>;
  /**
   * Keys whose values are generated, with their length in characters (letters and digits).
   * @default - none
   */
  readonly generate?: Readonly<
    Record<
      string,
      {
        /** Characters, 16 to 4096. */
        readonly length: number;
      }
    >
  >;
  /**
   * Raise it to write `values` and `generate` again; generated ones are then new.
   * @default 1
   */
  readonly valuesVersion?: number;
}

/** Inputs of the environment's secrets. */
export interface AppSecretsConfig<Name extends string = string> extends ModuleConfig {
  /** By name; each becomes `{project}/{env}/{name}` in Secrets Manager. */
  readonly secrets: Readonly<Record<Name, AppSecret>>;
  /**
   * ARN of the KMS key.
   * @default - the account's `aws/secretsmanager` key
   */
  readonly kmsKeyId?: string;
  /**
   * Days in which a deleted secret can be restored, 7 to 30, or 0 to delete at once.
   * @default 30
   */
  readonly recoveryWindowInDays?: number;
}

/** @throws ConfigError for names that Secrets Manager refuses, keys written twice, and lengths out of range. */
export function checkAppSecretsConfig(id: string, { secrets }: AppSecretsConfig): void {
  checkConfig('app-secrets', id, (problem) => {
    for (const [name, { values = {}, generate = {}, valuesVersion }] of Object.entries<AppSecret>(secrets)) {
      const path = `secrets.${name}`;
      // A hyphen and six characters at the end look like the suffix that Secrets Manager adds to an ARN.
      if (!/^[a-z0-9][a-z0-9_./-]*$/.test(name) || /-[A-Za-z0-9]{6}$/.test(name)) {
        problem({
          property: path,
          value: name,
          allowed:
            'lowercase letters, digits, hyphens, dots, underscores and slashes, not ending in a hyphen and six characters (AWS Secrets Manager)',
          fix: 'Rename it.',
        });
      }
      for (const key of Object.keys(generate).filter((each) => each in values)) {
        problem({
          property: `${path}.generate.${key}`,
          value: generate[key],
          allowed: 'keys that `values` does not set',
          fix: 'Remove one of the two.',
        });
      }
      for (const [key, { length }] of Object.entries(generate)) {
        if (!isKnown(length) || (Number.isInteger(length) && length >= 16 && length <= 4096)) continue;
        problem({
          property: `${path}.generate.${key}.length`,
          value: length,
          allowed: '16 to 4096 characters (fewer can be guessed; AWS Secrets Manager makes no more)',
          fix: 'Use 64.',
        });
      }
      if (valuesVersion !== undefined && Object.keys({ ...values, ...generate }).length === 0) {
        problem({
          property: `${path}.valuesVersion`,
          value: valuesVersion,
          allowed: 'nothing for a secret that is set out of band',
          fix: 'Remove it, or give values.',
        });
      }
    }
  });
}
