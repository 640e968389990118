import type { ModuleContext, PolicyStatement } from '@restartix/core';
import { backupBuckets, buckets, copyRole, restoreRole } from './names';

/** A bucket in another region or account, and its key: what a `BackupCopy` of storage-backups makes. */
export interface BackupCopyDestination {
  /** ARN of the bucket, written out. */
  readonly bucketArn: string;
  /** ARN of the key that encrypts what is in it. */
  readonly kmsKeyArn: string;
}

/** What the boundary leaves the roles that copy, and that restore from a copy. */
export function copyBoundary(
  context: ModuleContext,
  destinations: readonly BackupCopyDestination[],
): PolicyStatement[] {
  if (destinations.length === 0) return [];
  const copies = destinations.map(({ bucketArn }) => bucketArn);
  const objects = copies.map((bucketArn) => `${bucketArn}/*`);
  const as = (...roles: string[]): PolicyStatement['conditions'] => ({ ArnLike: { 'aws:PrincipalArn': roles } });
  return [
    {
      sid: 'CopyBackups',
      actions: [
        's3:GetObjectLegalHold',
        's3:GetObjectRetention',
        's3:GetObjectVersionAcl',
        's3:GetObjectVersionForReplication',
        's3:GetObjectVersionTagging',
        's3:GetReplicationConfiguration',
      ],
      resources: [backupBuckets(context), `${backupBuckets(context)}/*`],
      conditions: as(copyRole(context)),
    },
    {
      sid: 'WriteCopies',
      actions: ['s3:ObjectOwnerOverrideToBucketOwner', 's3:ReplicateObject', 's3:ReplicateTags'],
      resources: objects,
      conditions: as(copyRole(context)),
    },
    {
      sid: 'ReadCopies',
      actions: ['s3:GetObject', 's3:GetObjectVersion', 's3:ListBucket', 's3:RestoreObject'],
      resources: [...copies, ...objects],
      conditions: as(restoreRole(context)),
    },
    {
      sid: 'UseKeysOfCopies',
      actions: ['kms:Decrypt', 'kms:Encrypt'],
      resources: destinations.map(({ kmsKeyArn }) => kmsKeyArn),
      conditions: as(copyRole(context), restoreRole(context)),
    },
    {
      // The policy of such a bucket could let in a session of the role, which no boundary limits without a denial.
      // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
      sid: 'DenyOtherCopies',
      effect: 'Deny',
      actions: ['s3:ReplicateObject'],
      resources: buckets(context).map((bucket) => `${bucket}/*`),
    },
  ];
}

/** What an apply needs for it: the boundary says where the role writes, whatever the configuration says. */
export function copyStatements(
  context: ModuleContext,
  destinations: readonly BackupCopyDestination[],
): PolicyStatement[] {
  if (destinations.length === 0) return [];
  const role = [copyRole(context)];
  const s3 = { 'iam:PassedToService': 's3.amazonaws.com' };
  return [
    {
      sid: 'ReplicateBackups',
      actions: ['s3:PutReplicationConfiguration'],
      resources: [backupBuckets(context)],
    },
    { sid: 'PassCopyRole', actions: ['iam:PassRole'], resources: role, conditions: { StringEquals: s3 } },
    {
      sid: 'DenyPassingCopyRole',
      effect: 'Deny',
      actions: ['iam:PassRole'],
      resources: role,
      conditions: { StringNotEquals: s3 },
    },
    { sid: 'DenyTrustingCopyRole', effect: 'Deny', actions: ['iam:UpdateAssumeRolePolicy'], resources: role },
  ];
}
