import type { StateResource } from '../state/resources';
import { keyIdOf, type Account, type Encrypted } from './account';

/** A bucket or a key that a destroy leaves in the account, and why. */
export interface Stays {
  readonly address: string;
  /** What belongs to it, and stays with it: a bucket's policy, its lock, its encryption. */
  readonly parts: readonly string[];
  /** Name of the bucket, id of the key. */
  readonly name: string;
  readonly reasons: readonly string[];
}

type Attributes = Readonly<Record<string, unknown>>;

interface Resource {
  readonly address: string;
  readonly type: string;
  readonly attributes: Attributes;
}

/**
 * What a destroy cannot delete, and the keys without which nobody could read that or what the destroy itself leaves: final
 * snapshots, secrets that can still be restored, backups that outlive their database.
 */
export async function whatStays(state: readonly StateResource[], account: Account): Promise<Stays[]> {
  const resources = state.flatMap(({ type, name, instances }) =>
    instances.map(({ attributes = {} }) => ({ address: `${type}.${name}`, type, attributes })),
  );
  const all = (type: string): Resource[] => resources.filter((resource) => resource.type === type);
  const buckets = (
    await Promise.all(all('aws_s3_bucket').map((each) => bucketThatStays(each, resources, account)))
  ).flat();
  const keys = all('aws_kms_key');
  if (keys.length === 0) return buckets;
  const needed = [...leftBy(resources), ...ofBuckets(buckets, all), ...(await others(resources, account))];
  return [
    ...buckets,
    ...keys.flatMap(({ address, attributes }) => {
      const name = keyIdOf(attributes['arn']);
      const reasons = needed.filter(({ keyId }) => keyId === name).map((each) => each.name);
      return reasons.length > 0 ? [{ address, parts: [], name, reasons: [...new Set(reasons)] }] : [];
    }),
  ];
}

async function bucketThatStays(
  { address, attributes }: Resource,
  resources: readonly Resource[],
  account: Account,
): Promise<Stays[]> {
  const name = String(attributes['bucket']);
  const isEmptied = attributes['force_destroy'] === true;
  if (isEmptied && attributes['object_lock_enabled'] !== true) return [];
  const { objects, more, lockedUntil } = await account.contents(name);
  if (objects === 0 || (isEmptied && lockedUntil === undefined)) return [];
  const parts = resources
    .filter(({ type, attributes: { bucket } }) => type.startsWith('aws_s3_bucket_') && bucket === name)
    .map((part) => part.address);
  const held = `${more ? 'more than ' : ''}${counted(objects, 'object')}`;
  const why =
    lockedUntil === undefined
      ? 'which a destroy does not delete (force_destroy is off)'
      : `locked until ${lockedUntil}`;
  return [{ address, parts, name, reasons: [`holds ${held}, ${why}`] }];
}

/** What the destroy itself leaves. */
function leftBy(resources: readonly Resource[]): Encrypted[] {
  return resources.flatMap(({ type, attributes }) => {
    const keyId = keyIdOf(attributes['kms_key_id']);
    return keyId === '' ? [] : (LEAVES[type]?.(attributes) ?? []).map((name) => ({ name, keyId }));
  });
}

const LEAVES: Readonly<Record<string, (attributes: Attributes) => string[]>> = {
  aws_db_instance: (each) => [...finalSnapshot(each), ...automatedBackups(each)],
  aws_rds_cluster: (each) => [...finalSnapshot(each), ...automatedBackups(each)],
  aws_elasticache_replication_group: finalSnapshot,
  aws_secretsmanager_secret: ({ name, recovery_window_in_days: days }) =>
    days === 0 ? [] : [`secret ${String(name)}, which can be restored for ${Number(days ?? 30)} days`],
  aws_cloudwatch_log_group: ({ name, skip_destroy: skipped }) =>
    skipped === true ? [`log group ${String(name)}`] : [],
};

function finalSnapshot({ skip_final_snapshot: skipped, final_snapshot_identifier: name }: Attributes): string[] {
  return skipped === true || typeof name !== 'string' || name === '' ? [] : [`final snapshot ${name}`];
}

function automatedBackups({
  delete_automated_backups: deleted,
  identifier,
  cluster_identifier: cluster,
}: Attributes): string[] {
  return deleted === false ? [`automated backups of ${String(identifier ?? cluster)}`] : [];
}

function ofBuckets(buckets: readonly Stays[], all: (type: string) => readonly Resource[]): Encrypted[] {
  return all('aws_s3_bucket_server_side_encryption_configuration').flatMap(({ attributes: { bucket, rule } }) =>
    buckets.some(({ name }) => name === bucket)
      ? [...JSON.stringify(rule ?? []).matchAll(/"kms_master_key_id":"([^"]+)"/g)].map(([, key]) => ({
          name: `bucket ${String(bucket)}`,
          keyId: keyIdOf(key),
        }))
      : [],
  );
}

/** What nobody's state has, or somebody else's. */
async function others(resources: readonly Resource[], account: Account): Promise<Encrypted[]> {
  const deleted = new Set(
    resources.flatMap(({ type, attributes }) => {
      const { identifier, cluster_identifier: cluster, replication_group_id: group, name } = attributes;
      return type === 'aws_cloudwatch_log_group'
        ? [`log group ${String(name)}`]
        : [identifier, cluster, group].flatMap((each) => (typeof each === 'string' ? [each] : []));
    }),
  );
  const [snapshots, logGroups] = await Promise.all([account.snapshots(), account.logGroups()]);
  return [
    ...snapshots.filter(({ goesWith }) => goesWith === undefined || !deleted.has(goesWith)),
    ...logGroups.filter(({ name }) => !deleted.has(name)),
  ];
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
