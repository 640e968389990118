import type { Starts } from '../model';
import type { PlannedChange, Row } from './consequence';
import { and, away, changed, changeOf, destroyed, newFirst, not, oldFirst, where } from './conditions';
import { hasSibling } from './users';
import { minorChanges, majorRaised, versions } from './versions';
import { LONGEST_FAILOVER_SECONDS } from './longest-failover';

const SETTINGS = 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ModifyInstance.Settings.html';
const AURORA = 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide';

const multiAz = where(
  '`multi_az` is true',
  ({ before, after }) => before['multi_az'] === true && after['multi_az'] === true,
);
const singleAz = not(multiAz, '`multi_az` is not true');
const ofItsCluster = hasSibling('beside another instance of its cluster', (own, other) => {
  return other['cluster_identifier'] === own['cluster_identifier'];
});
const alone = not(ofItsCluster, 'the only instance of its cluster');

/** When RDS does what interrupts. */
function starts({ after }: PlannedChange): Starts {
  return after['apply_immediately'] === true ? 'at once' : 'in the maintenance window';
}

const atReboot = (): Starts => 'at the next reboot';

/** What interrupts a database. What is not here (capacity, passwords, backups, monitoring, logs, security groups, multi_az) does not. */
export const DATABASE_OUTAGE_ROWS: readonly Row[] = [
  {
    id: 'rds-class-multi-az',
    types: ['aws_db_instance'],
    kind: 'interrupted',
    when: and(changed('instance_class'), multiAz),
    text: 'the database fails over to its standby, which has the new class',
    lasts: { seconds: LONGEST_FAILOVER_SECONDS },
    starts,
    source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZ.Failover.html',
  },
  {
    id: 'rds-class',
    types: ['aws_db_instance'],
    kind: 'interrupted',
    when: and(changed('instance_class'), singleAz),
    text: 'the database restarts with the new class',
    lasts: 'not documented',
    starts,
    source: SETTINGS,
  },
  {
    // The standby is upgraded at the same time.
    id: 'rds-version',
    types: ['aws_db_instance'],
    kind: 'interrupted',
    when: minorChanges,
    text: 'the database is upgraded from {from} to {to}, its standby too',
    values: versions,
    lasts: 'not documented',
    starts,
    source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.PostgreSQL.html',
  },
  {
    id: 'rds-major-version',
    types: ['aws_db_instance', 'aws_rds_cluster'],
    kind: 'interrupted',
    when: majorRaised,
    text: 'the database is upgraded from {from} to {to}',
    values: versions,
    lasts: 'not documented',
    starts,
    source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.PostgreSQL.html',
  },
  {
    id: 'rds-storage-type',
    types: ['aws_db_instance'],
    kind: 'interrupted',
    when: changed('storage_type'),
    text: 'the database is briefly down while its storage starts to change, to or from magnetic',
    lasts: 'not documented',
    starts,
    source: SETTINGS,
  },
  {
    id: 'rds-backups-on-or-off',
    types: ['aws_db_instance'],
    kind: 'interrupted',
    when: where('`backup_retention_period` changed from or to 0', (change) => {
      const { before, after } = change;
      const values = [before['backup_retention_period'], after['backup_retention_period']];
      return change.action === 'update' && values.includes(0) && values[0] !== values[1];
    }),
    text: 'the database restarts, for automated backups are turned on or off',
    lasts: 'not documented',
    starts,
    source: SETTINGS,
  },
  {
    id: 'rds-identifier',
    types: ['aws_db_instance'],
    kind: 'interrupted',
    when: changed('identifier'),
    text: 'the database restarts under another name, and its host name changes',
    lasts: 'not documented',
    starts,
    source: SETTINGS,
  },
  {
    // Whatever apply_immediately says.
    id: 'database-port',
    types: ['aws_db_instance', 'aws_rds_cluster'],
    kind: 'interrupted',
    when: changed('port'),
    text: 'the database restarts at once, and answers at another port',
    lasts: 'not documented',
    source: SETTINGS,
  },
  {
    id: 'database-ca',
    types: ['aws_db_instance', 'aws_rds_cluster_instance'],
    kind: 'interrupted',
    when: changed('ca_cert_identifier'),
    text: 'the database restarts where its engine version cannot rotate the certificate without',
    lasts: 'not documented',
    starts,
    source: SETTINGS,
  },
  {
    id: 'database-parameter-group',
    types: ['aws_db_instance', 'aws_rds_cluster_instance', 'aws_rds_cluster'],
    kind: 'interrupted',
    when: changed('parameter_group_name', 'db_parameter_group_name', 'db_cluster_parameter_group_name'),
    text: 'the parameters of the other group take effect when a person reboots the database',
    lasts: 'not documented',
    starts: atReboot,
    source: SETTINGS,
  },
  {
    id: 'database-static-parameter',
    types: ['aws_db_parameter_group', 'aws_rds_cluster_parameter_group'],
    kind: 'interrupted',
    when: where('a `parameter` that is applied at a reboot changed', staticParameterChanges),
    text: 'static parameters take effect when a person reboots the database',
    lasts: 'not documented',
    starts: atReboot,
    source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithParamGroups.html',
  },
  {
    id: 'replica-gone',
    types: ['aws_db_instance'],
    kind: 'interrupted',
    when: and(
      away,
      where('a read replica', ({ before }) => Boolean(before['replicate_source_db'])),
    ),
    text: 'what reads from this replica has nothing to read from',
    lasts: 'not documented',
    source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReadRepl.html',
  },
  {
    id: 'aurora-version',
    types: ['aws_rds_cluster'],
    kind: 'interrupted',
    when: minorChanges,
    text: 'the cluster is upgraded from {from} to {to}, each instance restarts',
    values: versions,
    lasts: 'not documented',
    starts,
    source: `${AURORA}/Aurora.Modifying.html`,
  },
  {
    id: 'aurora-class',
    types: ['aws_rds_cluster_instance'],
    kind: 'interrupted',
    when: changed('instance_class'),
    text: 'the instance restarts with the new class',
    lasts: 'not documented',
    starts,
    source: `${AURORA}/Aurora.Modifying.html`,
  },
  {
    id: 'aurora-instance-gone',
    types: ['aws_rds_cluster_instance'],
    kind: 'interrupted',
    when: and(destroyed, alone),
    text: 'the database has no instance and does not answer',
    lasts: 'not documented',
    source: `${AURORA}/USER_DeleteCluster.html`,
  },
  {
    id: 'aurora-instance-replaced',
    types: ['aws_rds_cluster_instance'],
    kind: 'interrupted',
    when: and(oldFirst, alone),
    text: 'the database does not answer until the new instance runs',
    lasts: { seconds: 600 },
    source: `${AURORA}/Concepts.AuroraHighAvailability.html`,
  },
  {
    id: 'aurora-failover',
    types: ['aws_rds_cluster_instance'],
    kind: 'interrupted',
    when: where('destroyed or replaced, beside another one', (change) => {
      return newFirst.holds(change) || (away.holds(change) && ofItsCluster.holds(change));
    }),
    text: 'the database fails over if this instance is its writer',
    lasts: { seconds: 60 },
    source: `${AURORA}/Concepts.AuroraHighAvailability.html`,
  },
];

interface Parameter {
  readonly name?: unknown;
  readonly value?: unknown;
  readonly apply_method?: unknown;
}

function staticParameterChanges(change: PlannedChange): boolean {
  if (change.action !== 'update' || !changeOf(change, 'parameter')) return false;
  const { before, after } = change;
  const [from, to] = [before['parameter'], after['parameter']].map((each) =>
    (Array.isArray(each) ? (each as Parameter[]) : []).filter((one) => one.apply_method === 'pending-reboot'),
  );
  const isIn = (list: readonly Parameter[], { name, value }: Parameter): boolean =>
    list.some((other) => other.name === name && other.value === value);
  return from!.some((each) => !isIn(to!, each)) || to!.some((each) => !isIn(from!, each));
}
