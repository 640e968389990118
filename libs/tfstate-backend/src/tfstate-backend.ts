import { DynamodbTable } from '@cdktf/provider-aws/lib/dynamodb-table';
import type { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketLifecycleConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import type { S3BucketOwnershipControls } from '@cdktf/provider-aws/lib/s3-bucket-ownership-controls';
import type { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import type { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block';
import type { S3BucketServerSideEncryptionConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration';
import type { S3BucketVersioningA } from '@cdktf/provider-aws/lib/s3-bucket-versioning';
import { claimName, contextOf, type ModuleContext, type PolicyStatement } from '@restartix/core';
import { makePrivateBucket, makeVersioning } from '@restartix/core/s3';
import { Construct } from 'constructs';
import { statePolicy, type StateAccess } from './state-policy';
import { checkTfstateBackend } from './tfstate-backend.checks';
import type { TfstateBackendConfig } from './tfstate-backend.config';

/** What environments take from the state backend. */
export interface TfstateBackendOutputs {
  /** Name of the bucket. */
  readonly stateBucket: string;
  /** ARN of the bucket. */
  readonly stateBucketArn: string;
  /** Name of the lock table; undefined when S3 locks by itself. */
  readonly lockTable: string | undefined;
}

/**
 * The S3 bucket that holds Terraform state: versioned, encrypted, closed to the public and to plain HTTP, and locked by
 * S3's own conditional writes. Made once per AWS account, with local state that then moves into it.
 *
 * @example
 * const backend = new TfstateBackend(this, 'tfstate-backend', { bucketName: 'restartix-tfstate' });
 */
export class TfstateBackend extends Construct implements TfstateBackendOutputs {
  readonly stateBucket: string;
  readonly stateBucketArn: string;
  readonly lockTable: string | undefined;

  readonly bucket: S3Bucket;
  readonly versioning: S3BucketVersioningA;
  readonly encryption: S3BucketServerSideEncryptionConfigurationA;
  readonly publicAccessBlock: S3BucketPublicAccessBlock;
  readonly ownership: S3BucketOwnershipControls;
  readonly policy: S3BucketPolicy;
  readonly lifecycle: S3BucketLifecycleConfiguration;
  readonly table: DynamodbTable | undefined;

  private readonly context: ModuleContext;

  /** @throws ConfigError for a name that S3 or DynamoDB refuses or another has, or a history too short to go back. */
  constructor(scope: Construct, id: string, config: TfstateBackendConfig = {}) {
    super(scope, id);
    checkTfstateBackend(id, config);
    const context = contextOf(this, 'tfstate-backend', id, config);
    const preventDestroy = config.removal !== 'removable';
    const bucketName = config.bucketName ?? `${context.project}-tfstate`;
    claim(this, 'bucketName', config.bucketName, bucketName);
    // A bucket and a table may have one name.
    if (config.lockTableName) claim(this, 'lockTableName', config.lockTableName, `table/${config.lockTableName}`);

    const made = makePrivateBucket(this, {
      name: bucketName,
      forceDestroy: !preventDestroy,
      lifecycle: { preventDestroy },
    });
    this.bucket = made.bucket;
    this.encryption = made.encryption;
    this.publicAccessBlock = made.publicAccessBlock;
    this.ownership = made.ownership;
    this.policy = made.policy;
    this.versioning = makeVersioning(this, this.bucket);
    this.lifecycle = makeHistory(this, config, [this.versioning]);
    this.table = config.lockTableName ? makeLockTable(this, config.lockTableName, preventDestroy) : undefined;

    this.context = context;
    this.stateBucket = this.bucket.bucket;
    this.stateBucketArn = this.bucket.arn;
    this.lockTable = this.table?.name;
  }

  /**
   * The statements that let a role use one environment's state: `read` plans without a lock, `write` applies. A stack
   * that does not hold the bucket calls the function of the same name.
   */
  statePolicy(env: string, access: StateAccess): PolicyStatement[] {
    const { accountId, partition } = this.context;
    return statePolicy({
      bucketName: this.stateBucket,
      env,
      access,
      accountId,
      partition,
      lockTableArn: this.table?.arn,
    });
  }
}

function makeHistory(
  scope: TfstateBackend,
  { noncurrentVersionDays = 365, noncurrentVersionsKept = 20 }: TfstateBackendConfig,
  dependsOn: S3BucketVersioningA[],
): S3BucketLifecycleConfiguration {
  return new S3BucketLifecycleConfiguration(scope, 'history', {
    bucket: scope.bucket.id,
    rule: [
      {
        id: 'expire-old-versions',
        status: 'Enabled',
        filter: [{}],
        noncurrentVersionExpiration: [
          { noncurrentDays: noncurrentVersionDays, newerNoncurrentVersions: noncurrentVersionsKept },
        ],
        abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
      },
    ],
    // Rules about old versions mean nothing before there are versions.
    dependsOn,
  });
}

function makeLockTable(scope: Construct, name: string, preventDestroy: boolean): DynamodbTable {
  return new DynamodbTable(scope, 'lock-table', {
    name,
    billingMode: 'PAY_PER_REQUEST',
    // The key that Terraform's S3 backend asks for.
    hashKey: 'LockID',
    attribute: [{ name: 'LockID', type: 'S' }],
    pointInTimeRecovery: { enabled: true },
    serverSideEncryption: { enabled: true },
    deletionProtectionEnabled: preventDestroy,
    lifecycle: { preventDestroy },
  });
}

function claim(backend: TfstateBackend, property: string, value: string | undefined, physicalName: string): void {
  claimName(backend, { module: 'tfstate-backend', property, value, physicalName });
}
