import { checkConfig, isKnown, isWhole, type ModuleConfig } from '@restartix/core';

/** Inputs of the platform's key. */
export interface EncryptionKeyConfig extends ModuleConfig {
  /**
   * Logical name of a further key: its alias is `alias/{project}-{env}-{name}`.
   * @default - none: the platform's own key, `alias/{project}-{env}`
   */
  readonly name?: string;
  /**
   * What the key is for, shown in the console.
   * @default - 'Encrypts what {project} keeps in {env}'
   */
  readonly description?: string;
  /**
   * Days between scheduling the key's deletion and losing everything that it encrypts, 7 to 30.
   * @default 30 - the longest way back
   */
  readonly deletionWindowInDays?: number;
  /**
   * Days between rotations of the key material, 90 to 2560. Old material stays for what it encrypted.
   * @default 365
   */
  readonly rotationPeriodInDays?: number;
  /**
   * What this account's IAM policies can allow.
   * - `through-services`: to encrypt and decrypt by way of AWS services alone (`kms:ViaService`): a role that may read a
   *   secret cannot decrypt a copy of what is in a database
   * - `direct`: calls to KMS itself too, as ECS Exec and client-side encryption need them
   * @default 'through-services'
   */
  readonly use?: KeyUse;
  /**
   * ARNs of roles that may administer the key, but not decrypt with it, by a stable key.
   * @default - none beyond the account's own IAM
   */
  readonly administrators?: Readonly<Record<string, string>>;
  /**
   * ARNs of roles that may encrypt and decrypt directly, without a further IAM policy, by a stable key. The roles must
   * exist: KMS refuses a policy that names others.
   * @default - none
   */
  readonly users?: Readonly<Record<string, string>>;
}

export type KeyUse = 'through-services' | 'direct';

/** @throws ConfigError for periods that KMS refuses. */
export function checkEncryptionKeyConfig(id: string, config: EncryptionKeyConfig): void {
  const { name, deletionWindowInDays, rotationPeriodInDays } = config;
  checkConfig('encryption-key', id, (problem) => {
    if (isKnown(deletionWindowInDays) && !isWhole(deletionWindowInDays, 7, 30)) {
      problem({
        property: 'deletionWindowInDays',
        value: deletionWindowInDays,
        allowed: '7 to 30 days (AWS KMS)',
        fix: 'Use 30: what the key encrypted is lost with it.',
      });
    }
    if (isKnown(rotationPeriodInDays) && !isWhole(rotationPeriodInDays, 90, 2560)) {
      problem({
        property: 'rotationPeriodInDays',
        value: rotationPeriodInDays,
        allowed: '90 to 2560 days (AWS KMS)',
        fix: 'Use 365, the usual year.',
      });
    }
    if (name !== undefined && !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)) {
      problem({
        property: 'name',
        value: name,
        allowed: 'lowercase letters, digits and single hyphens',
        fix: 'Use a name such as documents, or leave it out for the platform’s own key.',
      });
    }
    for (const property of ['administrators', 'users'] as const) {
      for (const [key, arn] of Object.entries(config[property] ?? {})) {
        if (!isKnown(arn) || /^arn:[a-z-]+:(iam|sts)::\d{12}:(role|user|assumed-role|root)/.test(arn)) continue;
        problem({
          property: `${property}.${key}`,
          value: arn,
          allowed: 'the ARN of a role or user',
          fix: 'Write arn:aws:iam::123456789012:role/name.',
        });
      }
    }
  });
}
