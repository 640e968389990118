import { isRecord } from '@restartix/kit';
import type { Attributes, Condition, PlannedChange, Row } from './consequence';
import { and, gone, where } from './conditions';
import { stays } from './users';

interface User {
  readonly type: string;
  /** Where it names its group. */
  readonly path: string;
  /** Whether it leaves the group only in its next maintenance window. */
  readonly waits: (before: Attributes, after: Attributes) => boolean;
}

/** What is in a group of a type. RDS changes a group immediately, unless it comes with another major; ElastiCache never. */
const USERS: Readonly<Record<string, User>> = {
  aws_db_parameter_group: { type: 'aws_db_instance', path: 'parameter_group_name', waits: otherMajor },
  aws_rds_cluster_parameter_group: {
    type: 'aws_rds_cluster',
    path: 'db_cluster_parameter_group_name',
    waits: otherMajor,
  },
  aws_elasticache_parameter_group: {
    type: 'aws_elasticache_replication_group',
    path: 'parameter_group_name',
    waits: () => true,
  },
};

const leftInTheWindow: Condition = where(
  'while a database or a cache is in it until its maintenance window',
  ({ type, before, managed }: PlannedChange) => {
    const user = USERS[type]!;
    return managed.some((each) => {
      const { before: was, after: is } = each.change;
      if (each.type !== user.type || !stays(each) || !isRecord(was) || !isRecord(is)) return false;
      return was[user.path] === before['name'] && is['apply_immediately'] !== true && user.waits(was, is);
    });
  },
);

/** Groups of parameters. */
export const PARAMETER_GROUP_ROWS: readonly Row[] = [
  {
    id: 'parameter-group-in-use',
    types: Object.keys(USERS),
    kind: 'refused-by-aws',
    when: and(gone, leftInTheWindow),
    text: 'what is in this parameter group leaves it in the maintenance window, and AWS deletes none in use',
    steps:
      'Set upgradeFrom to what runs, deploy, and remove it once the new version runs. Or set applyImmediately, and the upgrade begins with the deploy.',
    source: 'https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DeleteDBParameterGroup.html',
  },
];

function otherMajor(before: Attributes, after: Attributes): boolean {
  const [from, to] = [before['engine_version_actual'] ?? before['engine_version'], after['engine_version']].map(
    (version) => (typeof version === 'string' ? version.split('.')[0] : undefined),
  );
  return from !== undefined && to !== undefined && from !== to;
}
