import type { ModuleConfig } from '@restartix/core';

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
