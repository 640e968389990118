import type { Attributes, Condition, PlannedChange, Row } from './consequence';
import { and, counted, first, gone, isNumber, replaced, turned, turnedInPlace, was, where } from './conditions';

/** Buckets, images, tables, files, logs, queues and recovery points. */
export const STORAGE_ROWS: readonly Row[] = [
  held(
    'aws_s3_bucket',
    'the bucket, its objects with all versions, and its name',
    'AmazonS3/latest/userguide/delete-bucket.html',
  ),
  held('aws_ecr_repository', 'all images, including those in use', 'AmazonECR/latest/userguide/repository-delete.html'),
  held('aws_dynamodb_table', 'all items of the table', 'amazondynamodb/latest/APIReference/API_DeleteTable.html'),
  held('aws_db_snapshot', 'the snapshot', 'AmazonRDS/latest/APIReference/API_DeleteDBSnapshot.html'),
  held('aws_efs_file_system', 'all files', 'efs/latest/ug/delete-efs-fs.html'),
  held('aws_ebs_volume', 'the volume', 'ebs/latest/userguide/ebs-deleting-volume.html'),
  held('aws_backup_vault', 'all recovery points', 'aws-backup/latest/devguide/create-a-vault.html'),
  held('aws_sqs_queue', 'its queued messages', 'AWSSimpleQueueService/latest/APIReference/API_DeleteQueue.html'),
  held(
    'aws_cloudwatch_log_group',
    'its log events',
    'AmazonCloudWatchLogs/latest/APIReference/API_DeleteLogGroup.html',
  ),
  {
    // A deployment writes it, and no configuration has it.
    id: 'parameter-replaced',
    types: ['aws_ssm_parameter'],
    kind: 'data-lost',
    when: replaced,
    text: 'its value, such as which image is deployed',
    source: 'https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DeleteParameter.html',
  },
  {
    id: 'bucket-compliance-lock',
    types: ['aws_s3_bucket_object_lock_configuration'],
    kind: 'irreversible',
    when: complianceLock(),
    text: 'COMPLIANCE object lock: for {period} after it is written, no one can delete the object or shorten the period, not even the account’s root user',
    values: ({ after }) => ({ period: retention(after)?.period ?? '' }),
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html#object-lock-retention-modes',
  },
  {
    id: 'bucket-first-lock',
    types: ['aws_s3_bucket_object_lock_configuration'],
    kind: 'irreversible',
    // The row above says more of a COMPLIANCE lock.
    when: where('made, without a COMPLIANCE lock', (change) => isFirst(change) && !complianceLock().holds(change)),
    text: 'object lock cannot be disabled for this bucket',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-configure.html',
  },
  {
    id: 'bucket-object-lock',
    types: ['aws_s3_bucket'],
    kind: 'irreversible',
    when: turned('object_lock_enabled', true),
    text: 'object lock cannot be disabled for this bucket',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-configure.html',
  },
  ...goesWith(
    'aws_s3_bucket',
    'force_destroy',
    'all objects are deleted with the bucket, including all versions (force_destroy)',
  ),
  ...goesWith('aws_ecr_repository', 'force_delete', 'all images are deleted with the repository (force_delete)'),
  {
    id: 'vault-lock',
    types: ['aws_backup_vault_lock_configuration'],
    kind: 'irreversible',
    when: where('`changeable_for_days` set or changed', ({ before, after }) => {
      const days = after['changeable_for_days'];
      return isNumber(days) && before['changeable_for_days'] !== days;
    }),
    text: 'the vault lock becomes permanent {days} after this apply',
    values: ({ after }) => ({ days: counted(Number(after['changeable_for_days']), 'day') }),
    source: 'https://docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html',
  },
  {
    id: 'bucket-versioning-under-lock',
    types: ['aws_s3_bucket_versioning'],
    kind: 'refused-by-aws',
    when: and(
      where('`status` set to Suspended', ({ action, after }) => {
        return action === 'update' && first(after['versioning_configuration'])?.['status'] === 'Suspended';
      }),
      where('of a bucket with object lock', ({ before, managed }) =>
        managed.some(({ type, change }) => {
          const lock = change.before as Attributes | null | undefined;
          return type === 'aws_s3_bucket_object_lock_configuration' && lock?.['bucket'] === before['bucket'];
        }),
      ),
    ),
    text: 'versioning of a bucket with object lock cannot be suspended',
    steps: 'Leave versioning on. Objects without a lock go by the lifecycle rules.',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html',
  },
  {
    id: 'table-protected',
    types: ['aws_dynamodb_table'],
    kind: 'refused-by-aws',
    when: and(gone, was('deletion_protection_enabled', true)),
    text: 'it is protected from deletion',
    steps: 'Take back what forces it. Or turn its deletion protection off and deploy that alone; then deploy this.',
    source: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/WorkingWithTables.Basics.html',
  },
];

function held(type: string, text: string, page: string): Row {
  return {
    id: `${type.replace('aws_', '').replaceAll('_', '-')}-gone`,
    types: [type],
    kind: 'data-lost',
    when: gone,
    text,
    source: `https://docs.aws.amazon.com/${page}`,
  };
}

/** Said when it happens, and when the switch is set for later. */
function goesWith(type: string, attribute: string, text: string): Row[] {
  const id = attribute.replace('_', '-');
  const source = `https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/${type.replace('aws_', '')}#${attribute}`;
  return [
    { id: `${id}-now`, types: [type], kind: 'irreversible', when: and(gone, was(attribute, true)), text, source },
    {
      id: `${id}-later`,
      types: [type],
      kind: 'irreversible',
      when: turnedInPlace(attribute, true),
      text: `from now on, when it is destroyed, ${text}`,
      source,
    },
  ];
}

function complianceLock(): Condition {
  return where('COMPLIANCE `default_retention` set or changed', ({ before, after }) => {
    const [from, to] = [before, after].map(retention);
    return to?.mode === 'COMPLIANCE' && JSON.stringify(from) !== JSON.stringify(to);
  });
}

function isFirst({ before, after }: PlannedChange): boolean {
  return Object.keys(before).length === 0 && Object.keys(after).length > 0;
}

function retention({ rule }: Attributes): { readonly mode: unknown; readonly period: string } | undefined {
  const found = first(first(rule)?.['default_retention']);
  if (!found) return undefined;
  const { mode, years, days } = found;
  const period = isNumber(years)
    ? counted(years, 'year')
    : isNumber(days)
      ? counted(days, 'day')
      : 'a time known after apply';
  return { mode, period };
}
