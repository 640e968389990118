import type { Attributes, Condition, Row } from './consequence';
import { and, gone, turnedInPlace, where } from './conditions';

const RUNBOOK = 'libs/tenant-cmk/README.md, "Crypto-shredding", has the steps';

/** What belongs to one tenant goes in steps that people take, never by a plan. */
export const TENANT_ROWS: readonly Row[] = [
  {
    id: 'tenant-key-gone',
    types: ['aws_kms_key'],
    kind: 'refused-by-aws',
    when: and(gone, ofTenant()),
    text: 'only the break-glass role may schedule the deletion of a tenant’s key',
    steps: `Put the key back into the configuration. ${RUNBOOK}: once its deletion is scheduled, Terraform forgets it.`,
    source: 'https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys-adding-permission.html',
  },
  {
    id: 'tenant-key-disabled',
    types: ['aws_kms_key'],
    kind: 'refused-by-aws',
    when: and(turnedInPlace('is_enabled', false), ofTenant()),
    text: 'only the break-glass role may disable a tenant’s key',
    steps: `Disable it first: ${RUNBOOK}. The plan is then empty.`,
    source: 'https://docs.aws.amazon.com/kms/latest/developerguide/enabling-keys.html',
  },
  {
    id: 'tenant-bucket-protected',
    types: ['aws_s3_bucket'],
    kind: 'refused-by-aws',
    when: and(
      gone,
      where('its policy denies its deletion', ({ before, managed }) =>
        managed.some(({ type, change }) => {
          const policy = change.before as Attributes | null | undefined;
          return (
            type === 'aws_s3_bucket_policy' &&
            policy?.['bucket'] === before['bucket'] &&
            /"DenyDeletion"/.test(String(policy?.['policy']))
          );
        }),
      ),
    ),
    text: 'its policy lets nobody delete it',
    steps:
      'Put it back into the configuration. To let it go, export and empty it, deploy `retirement: "released"`, then remove it.',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/delete-bucket.html',
  },
];

function ofTenant(): Condition {
  return where('with the tag `Tenant`', ({ before: { tags } }) => {
    return typeof tags === 'object' && tags !== null && 'Tenant' in tags;
  });
}
