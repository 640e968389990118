import type { Request } from './call';

interface Row {
  readonly action: RegExp;
  readonly resource: RegExp;
  readonly reason: string;
}

/** What `apply` is denied on purpose although a destroy calls it: an administrator destroys an environment. */
export const REFUSED: readonly Row[] = [
  {
    action: /^kms:(ScheduleKeyDeletion|DisableKey|PutKeyPolicy)$/,
    resource: /:key\//,
    reason: 'With the key goes everything that it encrypts, backups included.',
  },
  {
    action: /^s3:DeleteBucket(Policy)?$/,
    resource: /^arn:aws:s3:::restartix-backups-/,
    reason: 'Backups outlive what they are of.',
  },
  {
    action: /^s3:(DeleteObject|DeleteObjectVersion|GetObjectRetention|ListBucketVersions)$/,
    resource: /^arn:aws:s3:::(?!restartix-tfstate)/,
    reason: 'No pipeline reads or empties what people stored.',
  },
];

export function isRefused({ action, resource }: Request): boolean {
  return REFUSED.some((row) => row.action.test(action) && row.resource.test(resource));
}
