import { DescribeKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import {
  GetBucketEncryptionCommand,
  GetBucketTaggingCommand,
  HeadBucketCommand,
  ListObjectsV2Command,
  S3Client,
} from '@aws-sdk/client-s3';
import { ToolError } from '@restartix/kit';
import type { PlanReport, ReportedChange, ResourceBlocks } from '@restartix/plan-report';
import { callerIdentity } from '@restartix/preflight';
import { readJson } from '../environment/configuration';
import type { Session } from '../run/session';
import { once, tagsOf, unless } from '../own/lookup';
import { isOwn, ownTags } from '../own/own-tags';
import type { Import } from '../state/untracked';
import { keyIdOf } from './account';

/** What has a name that AWS gives out once, and is looked up by it here. */
export const RECOGNISED_BY_NAME: readonly string[] = ['aws_s3_bucket', 'aws_kms_alias'];

/** What is asked of AWS about names that a plan wants to make. */
export interface Names {
  /** Undefined where there is no such bucket, another account has it, or it is not ours to read. */
  bucketTags(bucket: string): Promise<Readonly<Record<string, string>> | undefined>;
  isEmpty(bucket: string): Promise<boolean>;
  /** The key of a bucket's default encryption. */
  bucketKey(bucket: string): Promise<string | undefined>;
  /** State and id of a key, by id, ARN or alias. */
  key(id: string): Promise<{ readonly id: string; readonly state: string } | undefined>;
}

/**
 * Buckets and keys that an earlier run or life of the environment left, and that the plan would make again under the same names.
 * They are taken over: what is in the bucket is then readable by the new roles, too.
 * @throws ToolError when a key of theirs is about to be deleted
 */
export async function findExisting(
  session: Pick<Session, 'paths' | 'configuration' | 'sdk'>,
  { changes }: Pick<PlanReport, 'changes'>,
  names: Names = namesOf(session),
): Promise<Import[]> {
  const created = changes.filter(({ action }) => action === 'create');
  const buckets = named(created, 'aws_s3_bucket', 'bucket');
  const aliases = named(created, 'aws_kms_alias', 'name');
  if (buckets.length + aliases.length === 0) return [];
  const { resource = {} } = readJson(session.paths) as { resource?: ResourceBlocks };
  const found = new Map<string, string>();
  const takeKey = async (address: string | undefined, id: string, of: string): Promise<void> => {
    if (address === undefined || found.has(address) || !created.some((each) => each.address === address)) return;
    const key = await names.key(id);
    if (key === undefined) return;
    if (key.state !== 'Enabled') throw dying(session.paths.name, of, key);
    found.set(address, key.id);
  };
  const isLeft = async ({ to, id: bucket }: Import): Promise<boolean> => {
    const tags = await names.bucketTags(bucket);
    if (tags === undefined) return false;
    // The provider creates a bucket in one call and tags it in the next: the answer to the first was lost.
    if (Object.keys(tags).length === 0) return names.isEmpty(bucket);
    // The bucket of the state itself says that the state was not migrated.
    return to !== session.configuration.stateBucketAddress && isOwn(tags, ownTags(session));
  };
  for (const each of buckets) {
    if (!(await isLeft(each))) continue;
    const { to, id: bucket } = each;
    found.set(to, bucket);
    const key = await names.bucketKey(bucket);
    if (key !== undefined) await takeKey(keyOfBucket(resource, to), key, `the bucket ${bucket}`);
  }
  for (const { to, id: alias } of aliases) {
    const key = await names.key(alias);
    if (key === undefined) continue;
    await takeKey(keyOfAlias(resource, to), key.id, alias);
    found.set(to, alias);
  }
  return [...found].map(([to, id]) => ({ to, id }));
}

function dying(env: string, of: string, { id, state }: { readonly id: string; readonly state: string }): ToolError {
  const cancel = state === 'PendingDeletion' ? `aws kms cancel-key-deletion --key-id ${id} && ` : '';
  return new ToolError(
    `${of} of an earlier life of ${env} is encrypted with the key ${id}, which is ${state}: when it is gone, nobody reads what is in there. Nothing was planned.`,
    `Bring the key back as an administrator, then run this again: ${cancel}aws kms enable-key --key-id ${id}`,
  );
}

function named(changes: readonly ReportedChange[], type: string, attribute: string): Import[] {
  return changes.flatMap((change) => {
    if (change.type !== type) return [];
    const after = change.attributes.find(({ path }) => path === attribute)?.after;
    return after?.kind === 'value' && typeof after.value === 'string' ? [{ to: change.address, id: after.value }] : [];
  });
}

function keyOfBucket(resource: ResourceBlocks, bucket: string): string | undefined {
  const encryption = Object.values(resource['aws_s3_bucket_server_side_encryption_configuration'] ?? {}).find((block) =>
    String(block['bucket']).includes(`\${${bucket}.`),
  );
  return keyIn(encryption?.['rule']);
}

function keyOfAlias(resource: ResourceBlocks, alias: string): string | undefined {
  return keyIn(resource['aws_kms_alias']?.[alias.slice(alias.indexOf('.') + 1)]?.['target_key_id']);
}

function keyIn(value: unknown): string | undefined {
  return /\$\{(aws_kms_key\.[\w-]+)\./.exec(JSON.stringify(value ?? ''))?.[1];
}

function namesOf({ sdk }: Pick<Session, 'sdk'>): Names {
  const s3 = new S3Client({ ...sdk, followRegionRedirects: true, forcePathStyle: sdk.endpoint !== undefined });
  const caller = once(() => callerIdentity(sdk));
  return {
    bucketTags: async (Bucket) => {
      // Another account may let everyone read a bucket that has our name and our tags:
      // https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-owner-condition.html
      const owned = new HeadBucketCommand({ Bucket, ExpectedBucketOwner: (await caller()).id });
      const exists = await unless(NO_BUCKET_OF_OURS, s3.send(owned));
      if (!exists) return undefined;
      const asked = unless(['NoSuchTagSet'], s3.send(new GetBucketTaggingCommand({ Bucket })));
      return unless(
        NO_BUCKET_OF_OURS,
        asked.then((answer) => tagsOf(answer?.TagSet)),
      );
    },
    isEmpty: async (Bucket) => {
      const { KeyCount } = await s3.send(new ListObjectsV2Command({ Bucket, MaxKeys: 1 }));
      return KeyCount === 0;
    },
    bucketKey: async (Bucket) => {
      const asked = s3.send(new GetBucketEncryptionCommand({ Bucket }));
      const answer = await unless(['ServerSideEncryptionConfigurationNotFoundError'], asked);
      return answer?.ServerSideEncryptionConfiguration?.Rules?.flatMap(
        ({ ApplyServerSideEncryptionByDefault: by }) => by?.KMSMasterKeyID ?? [],
      )[0];
    },
    key: async (KeyId) => {
      const asked = new KMSClient(sdk).send(new DescribeKeyCommand({ KeyId }));
      const { KeyMetadata } = (await unless(['NotFoundException'], asked)) ?? {};
      return KeyMetadata && { id: keyIdOf(KeyMetadata.Arn), state: KeyMetadata.KeyState ?? 'Enabled' };
    },
  };
}

const NO_BUCKET_OF_OURS = ['NotFound', 'Forbidden', '403', 'AccessDenied'];
