import type { Attributes, Condition, PlannedChange, Row } from './consequence';
import { changed, first, isNumber, where } from './conditions';

/** What is deleted because it is kept for a shorter time. */
export const RETENTION_ROWS: readonly Row[] = [
  {
    id: 'log-retention-lowered',
    types: ['aws_cloudwatch_log_group'],
    kind: 'irreversible',
    when: lowered('retention_in_days'),
    text: 'log events that are older than {days} days are deleted',
    values: ({ after }) => ({ days: String(after['retention_in_days']) }),
    source: 'https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html',
  },
  {
    id: 'backup-retention-lowered',
    types: ['aws_db_instance', 'aws_rds_cluster'],
    kind: 'irreversible',
    when: where('`backup_retention_period` lowered', (change) => {
      const [from, to] = numbers(change, 'backup_retention_period');
      return from !== undefined && to !== undefined && to < from;
    }),
    text: 'automated backups that are older than {days} days are deleted',
    values: ({ after }) => ({ days: String(after['backup_retention_period']) }),
    source:
      'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.BackupRetention.html',
  },
  {
    id: 'objects-expire',
    types: ['aws_s3_bucket_lifecycle_configuration'],
    kind: 'irreversible',
    when: where('an expiration comes or gets shorter', expiresSooner),
    text: 'objects or versions that are older than the new limits are deleted',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-expire-general-considerations.html',
  },
  {
    id: 'images-expire',
    types: ['aws_ecr_lifecycle_policy'],
    kind: 'irreversible',
    when: changed('policy'),
    text: 'images that the new rules match are deleted within 24 hours',
    source: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html',
  },
];

/** From for ever, which is 0 or nothing, or from more. */
function lowered(attribute: string): Condition {
  return where(`\`${attribute}\` lowered`, (change) => {
    const [from = 0, to = 0] = numbers(change, attribute);
    return to > 0 && (from === 0 || to < from);
  });
}

/** Both sides of a change in place. */
function numbers(
  { action, before, after }: PlannedChange,
  attribute: string,
): [number | undefined, number | undefined] {
  const [from, to] = [before[attribute], after[attribute]];
  return action === 'update'
    ? [isNumber(from) ? from : undefined, isNumber(to) ? to : undefined]
    : [undefined, undefined];
}

function expiresSooner({ action, before, after }: PlannedChange): boolean {
  const [from, to] = [before, after].map(expirations);
  return action === 'update' && Object.entries(to!).some(([what, days]) => days < (from![what] ?? Infinity));
}

/** Days until something expires, by rule and what it is about. */
function expirations({ rule }: Attributes): Readonly<Record<string, number>> {
  const rules = Array.isArray(rule) ? (rule as Attributes[]) : [];
  const found = rules.flatMap(({ id, expiration, noncurrent_version_expiration: noncurrent }) => [
    [`${String(id)}: objects`, first(expiration)?.['days']],
    [`${String(id)}: versions`, first(noncurrent)?.['noncurrent_days']],
  ]);
  return Object.fromEntries(found.filter(([, days]) => isNumber(days) && days > 0)) as Record<string, number>;
}
