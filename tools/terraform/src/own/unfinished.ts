import { DescribeReplicationGroupsCommand, ElastiCacheClient } from '@aws-sdk/client-elasticache';
import { DescribeDBClustersCommand, DescribeDBInstancesCommand, RDSClient } from '@aws-sdk/client-rds';
import type { PlanReport, ReportedChange } from '@restartix/plan-report';
import { say } from '../cli/say';
import { explain } from '../run/explain-failure';
import type { Session } from '../run/session';
import { managedResources, type StateResource } from '../state/resources';

/** What AWS says of something by the attributes that the state has; undefined where the refresh of a plan says enough. */
export type StatusOf = (type: string, attributes: Readonly<Record<string, unknown>>) => Promise<string | undefined>;

// Terraform's word for what was made, and not to its end.
const UNFINISHED = 'replace_because_tainted';

/** Something that a plan makes anew because its creation did not finish. */
type Unfinished = Pick<ReportedChange, 'address' | 'type'>;

export function unfinishedIn({ changes }: Pick<PlanReport, 'changes'>): readonly Unfinished[] {
  return changes.filter(({ reason, deposed }) => reason === UNFINISHED && deposed === undefined);
}

/** Where Terraform refuses the plan, since something of it may not be destroyed: there is no report then. */
export async function unfinishedAmong(session: Session, addresses: readonly string[]): Promise<readonly Unfinished[]> {
  return (await managedResources(session))
    .filter(({ instances }) => instances.some(({ status }) => status === 'tainted'))
    .map(({ type, name }) => ({ address: `${type}.${name}`, type }))
    .filter(({ address }) => addresses.includes(address));
}

/**
 * What the last deploy created and did not finish (its credentials ended, a call after the first failed), Terraform would make
 * anew, with all that is in it. What AWS made is whole but for what the plan still changes in place: it is kept.
 *
 * Only after a deploy that did not come to its end: a mark of a person's is theirs.
 */
export async function keepUnfinished(
  session: Session,
  unfinished: readonly Unfinished[],
  statusOf: StatusOf = statusIn(session),
): Promise<boolean> {
  const wanted = unfinished.filter(({ type }) => type.startsWith('aws_'));
  if (wanted.length === 0) return false;
  const state = await managedResources(session);
  let kept = false;
  for (const { address, type } of wanted) {
    const status = await statusOf(type, attributesOf(state, address));
    if (status !== undefined && BROKEN.test(status)) {
      say(`${address}: its creation did not finish, and AWS says that it is ${status}: it has to be made anew.`);
      continue;
    }
    const { code, output, log } = await session.run(['untaint', address]);
    if (code !== 0) throw explain(session, 'untaint', output, log);
    say(`${address}: its creation did not finish in an earlier run. It exists: the plan keeps it and finishes it.`);
    kept = true;
  }
  return kept;
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/accessing-monitoring.html#Overview.DBInstance.Status */
const BROKEN = /fail|incompatible|inaccessible|error|deleting/;

function attributesOf(state: readonly StateResource[], address: string): Readonly<Record<string, unknown>> {
  return state.find(({ type, name }) => `${type}.${name}` === address)?.instances[0]?.attributes ?? {};
}

function statusIn({ sdk }: Pick<Session, 'sdk'>): StatusOf {
  return async (type, attributes) => {
    const name = (attribute: string): string => String(attributes[attribute]);
    switch (type) {
      case 'aws_db_instance': {
        const asked = new DescribeDBInstancesCommand({ DBInstanceIdentifier: name('identifier') });
        return (await new RDSClient(sdk).send(asked)).DBInstances?.[0]?.DBInstanceStatus;
      }
      case 'aws_rds_cluster': {
        const asked = new DescribeDBClustersCommand({ DBClusterIdentifier: name('cluster_identifier') });
        return (await new RDSClient(sdk).send(asked)).DBClusters?.[0]?.Status;
      }
      case 'aws_elasticache_replication_group': {
        const asked = new DescribeReplicationGroupsCommand({ ReplicationGroupId: name('replication_group_id') });
        return (await new ElastiCacheClient(sdk).send(asked)).ReplicationGroups?.[0]?.Status;
      }
      default:
        return undefined;
    }
  };
}
