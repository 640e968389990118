import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { EC2Client } from '@aws-sdk/client-ec2';
import { ECRClient } from '@aws-sdk/client-ecr';
import { ECSClient } from '@aws-sdk/client-ecs';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { ElastiCacheClient } from '@aws-sdk/client-elasticache';
import { IAMClient } from '@aws-sdk/client-iam';
import { KMSClient } from '@aws-sdk/client-kms';
import { RDSClient } from '@aws-sdk/client-rds';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { STSClient } from '@aws-sdk/client-sts';
import type { CloudflareApi } from './cloudflare/api';
import type { Synthesis } from './synthesis';

/** How clients of the AWS SDK reach the account. */
export interface AwsAccess {
  readonly region: string;
  readonly endpoint?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

export type Aws = ReturnType<typeof awsClients>;

export function awsClients(access: AwsAccess) {
  return {
    ec2: new EC2Client(access),
    ecr: new ECRClient(access),
    ecs: new ECSClient(access),
    elasticache: new ElastiCacheClient(access),
    elb: new ElasticLoadBalancingV2Client(access),
    iam: new IAMClient(access),
    kms: new KMSClient(access),
    logs: new CloudWatchLogsClient(access),
    quotas: (region: string) => new ServiceQuotasClient({ ...access, region }),
    rds: new RDSClient(access),
    s3: new S3Client({ ...access, followRegionRedirects: true, forcePathStyle: access.endpoint !== undefined }),
    secrets: new SecretsManagerClient(access),
    ses: new SESv2Client(access),
    sts: new STSClient(access),
  };
}

/** Who asks, found out before everything else. */
export interface Account {
  readonly id: string;
  /** e.g. `aws` */
  readonly partition: string;
}

/** What a check has to work with. */
export interface Context {
  readonly env: string;
  readonly region: string;
  readonly account: Account;
  readonly synthesis: Synthesis;
  readonly aws: Aws;
  /** Undefined without a token. */
  readonly cloudflare: CloudflareApi | undefined;
  /** `npx nx run staging:deploy:local` */
  readonly nx: (command: string, env?: string) => string;
}
