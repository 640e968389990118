/** A copy of each backup in another region or account, in a bucket that a `BackupCopy` makes. */
export interface BackupCopyTarget {
  /** ARN of the copy's bucket: `bucketArn` of the `BackupCopy`. S3 does not say before the first object that it has no versioning. */
  readonly bucketArn: string;
  /** Region of the copy's bucket, e.g. `eu-west-1`. */
  readonly region: string;
  /** ARN of the key that encrypts the copy, in the region of its bucket: `kmsKeyArn` of the `BackupCopy`. */
  readonly kmsKeyArn: string;
  /**
   * Account of the copy's bucket, which then owns the objects in it.
   * @default - the account of the backups
   */
  readonly accountId?: string;
}
