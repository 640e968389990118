import { SENSITIVE, UNKNOWN } from '../compare/attributes';
import type { Attributes, Condition, PlannedChange, Row } from './consequence';
import { and, gone, isNumber, turnedInPlace, was, where } from './conditions';

const DATABASES = ['aws_db_instance', 'aws_rds_cluster'];

/** RDS and Aurora. Not here: aws_rds_cluster_instance holds no data, for its rows are the cluster's. */
export const DATABASE_ROWS: readonly Row[] = [
  {
    types: DATABASES,
    kind: 'data-lost',
    when: gone,
    text: 'the database and its automated backups',
    source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html',
  },
  {
    types: DATABASES,
    kind: 'irreversible',
    when: and(gone, was('skip_final_snapshot', true)),
    text: 'no final snapshot is taken (skip_final_snapshot)',
    source: 'https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DeleteDBInstance.html',
  },
  {
    types: DATABASES,
    kind: 'irreversible',
    when: turnedInPlace('skip_final_snapshot', true),
    text: 'from now on, destroying it takes no final snapshot (skip_final_snapshot)',
    source: 'https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DeleteDBInstance.html',
  },
  {
    types: DATABASES,
    kind: 'irreversible',
    when: majorVersion('raised', (before, after) => after > before),
    text: 'a major upgrade, {from} to {to}: a downgrade means restoring a snapshot',
    values: versions,
    source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.PostgreSQL.html',
  },
  {
    types: ['aws_db_instance'],
    kind: 'irreversible',
    when: where('`allocated_storage` raised', (change) => storage(change) > 0),
    text: 'storage grows from {from} to {to} GiB and cannot be reduced',
    values: ({ before, after }) => ({
      from: String(before['allocated_storage']),
      to: String(after['allocated_storage']),
    }),
    source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.StorageTypes.html',
  },
];

/** GiB more than before, by an update in place. */
function storage({ action, before, after }: PlannedChange): number {
  const [from, to] = [before['allocated_storage'], after['allocated_storage']];
  return action === 'update' && isNumber(from) && isNumber(to) ? to - from : 0;
}

function majorVersion(how: string, holds: (before: number, after: number) => boolean): Condition {
  return where(`major of \`engine_version\` ${how}`, ({ action, before, after }) => {
    const [from, to] = [before, after].map((side) => Number.parseInt(versionOf(side) ?? '', 10));
    return action === 'update' && !Number.isNaN(from!) && !Number.isNaN(to!) && holds(from!, to!);
  });
}

function versions({ before, after }: PlannedChange): { readonly from: string; readonly to: string } {
  return { from: versionOf(before) ?? '', to: versionOf(after) ?? '' };
}

function versionOf({ engine_version: version }: Attributes): string | undefined {
  return typeof version === 'string' && ![UNKNOWN, SENSITIVE, ''].includes(version) ? version : undefined;
}
