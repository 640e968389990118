import type { ModuleContext } from '@restartix/core';

// What the modules call what the roles are about, by convention.

/** ARN of the permissions boundary of the environment's roles. */
export function boundaryArn(context: ModuleContext): string {
  return context.arn({ service: 'iam', region: '', resource: `policy/${context.project}-${context.env}-boundary` });
}

/** ARN pattern of the role of `storage-backups` that reads them. */
export function restoreRole(context: ModuleContext): string {
  return context.arn({
    service: 'iam',
    region: '',
    resource: `role/${context.project}-${context.env}-backup-restore-*`,
  });
}

/** ARN of the role of `storage-backups` that S3 copies backups as. */
export function copyRole(context: ModuleContext): string {
  return context.arn({ service: 'iam', region: '', resource: `role/${context.project}-${context.env}-backup-copy` });
}

/** Buckets carry the environment at the end of their names. */
export function buckets({ partition, project, env }: ModuleContext): string[] {
  return [`arn:${partition}:s3:::${project}-*-${env}`, `arn:${partition}:s3:::${project}-${env}-*`];
}

/** ARN pattern of the buckets that hold what people store: uploads, the archive, backups. */
export function dataBuckets({ partition, project, env }: ModuleContext): string {
  return `arn:${partition}:s3:::${project}-*-${env}`;
}

/** ARN pattern of the bucket of `storage-backups`. */
export function backupBuckets({ partition, project, env }: ModuleContext): string {
  return `arn:${partition}:s3:::${project}-backups-*-${env}`;
}
