/** Versions of the key that encrypts dumps. What `AppSecrets.key(name)` gives fits as it is. */
export interface BackupEncryptionKeys {
  /** Id of the version that backups are made with from now on. */
  readonly current: string | number;
  /**
   * ARNs of the secrets, by the id of the version, which is a part of each backup's name. An id that goes away takes its
   * backups with it.
   */
  readonly arns: Readonly<Record<string, string>>;
}

/** Letters, digits, `_` and `-`: the id is a part of the name of an object. */
export const KEY_ID = /^[A-Za-z0-9_-]{1,32}$/;

/** A single ARN is the first version. */
export function encryptionKeys(given: string | BackupEncryptionKeys): BackupEncryptionKeys {
  return typeof given === 'string' ? { current: '1', arns: { 1: given } } : given;
}

/** ARN of the secret that backups are made with from now on. */
export function currentKeyArn(given: string | BackupEncryptionKeys): string {
  const { current, arns } = encryptionKeys(given);
  return arns[String(current)]!;
}
