import { CloudWatchLogsClient, paginateDescribeLogGroups } from '@aws-sdk/client-cloudwatch-logs';
import { ElastiCacheClient, paginateDescribeSnapshots } from '@aws-sdk/client-elasticache';
import { paginateDescribeDBClusterSnapshots, paginateDescribeDBSnapshots, RDSClient } from '@aws-sdk/client-rds';
import {
  GetObjectRetentionCommand,
  type GetObjectRetentionCommandInput,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  type ObjectVersion,
  S3Client,
} from '@aws-sdk/client-s3';
import type { Session } from '../run/session';

/** Something that lives by itself, and the key that it is encrypted with. */
export interface Encrypted {
  readonly name: string;
  readonly keyId: string;
  /** What AWS deletes with the database: a snapshot of its automated backups. */
  readonly goesWith?: string;
}

/** What a bucket holds. */
export interface Contents {
  /** Versions of objects and delete markers, counted up to a limit. */
  readonly objects: number;
  /** Whether there are more than were counted. */
  readonly more: boolean;
  /** The last day of the last lock, `YYYY-MM-DD`. */
  readonly lockedUntil?: string;
}

/** What is asked of AWS before a destroy, with reads alone. */
export interface Account {
  snapshots(): Promise<readonly Encrypted[]>;
  logGroups(): Promise<readonly Encrypted[]>;
  contents(bucket: string): Promise<Contents>;
}

/** Versions that are counted: who has more reads "more than". */
const COUNTED = 10_000;

/** The part of a key's ARN or id that tells keys apart. */
export function keyIdOf(arn: unknown): string {
  return typeof arn === 'string' ? arn.slice(arn.lastIndexOf('/') + 1) : '';
}

export function accountOf({ sdk }: Pick<Session, 'sdk'>): Account {
  const s3 = new S3Client({ ...sdk, followRegionRedirects: true, forcePathStyle: sdk.endpoint !== undefined });
  return {
    snapshots: async () => [...(await databaseSnapshots(new RDSClient(sdk))), ...(await cacheSnapshots(sdk))],
    logGroups: async () => {
      const found: Encrypted[] = [];
      for await (const { logGroups = [] } of paginateDescribeLogGroups({ client: new CloudWatchLogsClient(sdk) }, {}))
        found.push(...logGroups.map(({ logGroupName, kmsKeyId }) => encrypted(`log group ${logGroupName}`, kmsKeyId)));
      return found;
    },
    contents: (bucket) => contents(s3, bucket),
  };
}

async function databaseSnapshots(client: RDSClient): Promise<Encrypted[]> {
  const found: Encrypted[] = [];
  for await (const { DBSnapshots = [] } of paginateDescribeDBSnapshots({ client }, {}))
    for (const { DBSnapshotIdentifier, KmsKeyId, SnapshotType, DBInstanceIdentifier } of DBSnapshots)
      found.push({
        ...encrypted(`snapshot ${DBSnapshotIdentifier}`, KmsKeyId),
        ...(SnapshotType === 'automated' ? { goesWith: DBInstanceIdentifier } : {}),
      });
  for await (const { DBClusterSnapshots = [] } of paginateDescribeDBClusterSnapshots({ client }, {}))
    for (const { DBClusterSnapshotIdentifier, KmsKeyId, SnapshotType, DBClusterIdentifier } of DBClusterSnapshots)
      found.push({
        ...encrypted(`snapshot ${DBClusterSnapshotIdentifier}`, KmsKeyId),
        ...(SnapshotType === 'automated' ? { goesWith: DBClusterIdentifier } : {}),
      });
  return found;
}

async function cacheSnapshots(sdk: Session['sdk']): Promise<Encrypted[]> {
  const found: Encrypted[] = [];
  for await (const { Snapshots = [] } of paginateDescribeSnapshots({ client: new ElastiCacheClient(sdk) }, {}))
    for (const { SnapshotName, KmsKeyId, SnapshotSource, ReplicationGroupId, CacheClusterId } of Snapshots)
      found.push({
        ...encrypted(`snapshot ${SnapshotName}`, KmsKeyId),
        ...(SnapshotSource === 'automated' ? { goesWith: ReplicationGroupId ?? CacheClusterId } : {}),
      });
  return found;
}

/** Counts versions, and asks the newest of them how long it is locked: the default retention locks in the order of time. */
async function contents(client: S3Client, bucket: string): Promise<Contents> {
  let objects = 0;
  let newest: ObjectVersion | undefined;
  let page: ListObjectVersionsCommandOutput | undefined;
  do {
    page = await client.send(
      new ListObjectVersionsCommand({
        Bucket: bucket,
        KeyMarker: page?.NextKeyMarker,
        VersionIdMarker: page?.NextVersionIdMarker,
      }),
    );
    const { Versions = [], DeleteMarkers = [] } = page;
    objects += Versions.length + DeleteMarkers.length;
    newest = [newest, ...Versions].reduce((a, b) => (Number(b?.LastModified) > Number(a?.LastModified ?? 0) ? b : a));
  } while (page.IsTruncated === true && objects < COUNTED);
  const more = page.IsTruncated === true;
  if (newest?.Key === undefined) return { objects, more };
  const until = await lockOf(client, { Bucket: bucket, Key: newest.Key, VersionId: newest.VersionId });
  return { objects, more, ...(until ? { lockedUntil: until.toISOString().slice(0, 10) } : {}) };
}

// Without a lock of the object, and without one of the bucket.
const UNLOCKED: readonly string[] = ['NoSuchObjectLockConfiguration', 'InvalidRequest'];

/** Until when a version is locked, without reading it. */
async function lockOf(client: S3Client, version: GetObjectRetentionCommandInput): Promise<Date | undefined> {
  try {
    return (await client.send(new GetObjectRetentionCommand(version))).Retention?.RetainUntilDate;
  } catch (error) {
    if (UNLOCKED.includes((error as Error).name)) return undefined;
    throw error;
  }
}

function encrypted(name: string, kmsKeyId: string | undefined): Encrypted {
  return { name, keyId: keyIdOf(kmsKeyId) };
}
