import type { ModuleConfig } from '@restartix/core';

/** A secret whose values Terraform passes on unseen. */
export interface WrittenSecret {
  /** What is in it, shown in the console. */
  readonly description: string;
  /** What to write, key by key; may hold ephemeral expressions such as a database's `connectionUrl`. */
  readonly values: Readonly<Record<string, string>>;
  /**
   * Raise it to write `values` again.
   * @default 1
   */
  readonly valuesVersion?: number;
}

/** A secret whose values a person sets, out of band; an apply never touches them. */
export interface HandSetSecret {
  /** What is in it, shown in the console. */
  readonly description: string;
  /** What has to be set: the JSON's keys, and what each is and where it comes from. */
  readonly keys: Readonly<Record<string, string>>;
}

/** A key that AWS generates. Each version is a secret of its own, written once and never again. */
export interface GeneratedSecret {
  /** What is in it, shown in the console. */
  readonly description: string;
  /** The key and its versions. */
  readonly generate: {
    /** The JSON's key, and the environment variable: `ENCRYPTION_KEY`. */
    readonly key: string;
    /**
     * Letters and digits, 16 to 4096.
     * @default 64
     */
    readonly length?: number;
    /**
     * The versions that can be read. Adding one generates it and changes no other; leaving one out deletes it, and with it
     * whatever is still encrypted with it.
     * @default [1]
     */
    readonly versions?: readonly number[];
    /**
     * The version to encrypt with, one of `versions`.
     * @default 1
     */
    readonly current?: number;
  };
}

/** One secret of the environment: written by Terraform, set by a person, or generated. */
export type AppSecret = WrittenSecret | HandSetSecret | GeneratedSecret;

/** Inputs of the environment's secrets. */
export interface AppSecretsConfig<Name extends string = string> extends ModuleConfig {
  /** By name; each becomes `{project}/{env}/{name}` in Secrets Manager, a generated one `{project}/{env}/{name}/v{version}`. */
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
