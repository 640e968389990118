import { S3Bucket, type S3BucketConfig } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketOwnershipControls } from '@cdktf/provider-aws/lib/s3-bucket-ownership-controls';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block';
import {
  S3BucketServerSideEncryptionConfigurationA,
  type S3BucketServerSideEncryptionConfigurationRuleA,
} from '@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration';
import { S3BucketVersioningA } from '@cdktf/provider-aws/lib/s3-bucket-versioning';
import type { Construct } from 'constructs';
import { policyDocument, type PolicyStatement } from '../iam';
import { encryptedTransport, ownKeyOnly } from './bucket-policy';

/** A bucket with what closes it. */
export interface PrivateBucket {
  readonly bucket: S3Bucket;
  readonly encryption: S3BucketServerSideEncryptionConfigurationA;
  readonly publicAccessBlock: S3BucketPublicAccessBlock;
  readonly ownership: S3BucketOwnershipControls;
  readonly policy: S3BucketPolicy;
}

export interface PrivateBucketConfig extends Pick<
  S3BucketConfig,
  'forceDestroy' | 'lifecycle' | 'objectLockEnabled' | 'tags'
> {
  /** Full name of the bucket. */
  readonly name: string;
  /**
   * ARN of the KMS key. The bucket then refuses objects that are encrypted with anything else.
   * @default - SSE-S3
   */
  readonly kmsKeyArn?: string;
  /**
   * Further statements of the bucket's policy.
   * @default - none
   */
  readonly statements?: (bucketArn: string) => readonly PolicyStatement[];
  /** @default 'public-access-block' */
  readonly publicAccessBlockId?: string;
}

/** A bucket without public access or ACLs, encrypted at rest, that takes TLS 1.2 and later only. */
export function makePrivateBucket(scope: Construct, config: PrivateBucketConfig): PrivateBucket {
  const { name, kmsKeyArn, statements, publicAccessBlockId = 'public-access-block', ...rest } = config;
  const made = new S3Bucket(scope, 'bucket', { bucket: name, ...rest });
  const bucket = made.id;
  const publicAccessBlock = new S3BucketPublicAccessBlock(scope, publicAccessBlockId, {
    bucket,
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  });
  return {
    bucket: made,
    encryption: new S3BucketServerSideEncryptionConfigurationA(scope, 'encryption', {
      bucket,
      rule: [encryptionBy(kmsKeyArn)],
    }),
    publicAccessBlock,
    ownership: new S3BucketOwnershipControls(scope, 'ownership', {
      bucket,
      rule: { objectOwnership: 'BucketOwnerEnforced' },
    }),
    policy: new S3BucketPolicy(scope, 'policy', {
      bucket,
      policy: policyDocument([
        ...encryptedTransport(made.arn),
        ...(kmsKeyArn ? ownKeyOnly(made.arn, kmsKeyArn) : []),
        ...(statements?.(made.arn) ?? []),
      ]),
      // S3 refuses a policy while it changes the block of public ones.
      dependsOn: [publicAccessBlock],
    }),
  };
}

function encryptionBy(kmsMasterKeyId: string | undefined): S3BucketServerSideEncryptionConfigurationRuleA {
  if (!kmsMasterKeyId) return { applyServerSideEncryptionByDefault: { sseAlgorithm: 'AES256' } };
  return {
    applyServerSideEncryptionByDefault: { sseAlgorithm: 'aws:kms', kmsMasterKeyId },
    bucketKeyEnabled: true,
  };
}

/** Keeps the earlier versions of a bucket's objects. */
export function makeVersioning(scope: Construct, { id: bucket }: S3Bucket): S3BucketVersioningA {
  return new S3BucketVersioningA(scope, 'versioning', { bucket, versioningConfiguration: { status: 'Enabled' } });
}
