import { ACMClient } from '@aws-sdk/client-acm';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { EC2Client } from '@aws-sdk/client-ec2';
import { ECRClient } from '@aws-sdk/client-ecr';
import { ECSClient } from '@aws-sdk/client-ecs';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { RDSClient } from '@aws-sdk/client-rds';
import { S3Client } from '@aws-sdk/client-s3';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SNSClient } from '@aws-sdk/client-sns';
import { SSMClient } from '@aws-sdk/client-ssm';
import { STSClient } from '@aws-sdk/client-sts';

// The SDK's notice about future Node versions would be in every output.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

/** How clients of the AWS SDK reach the account, or the emulator. */
export interface Access {
  readonly region: string;
  readonly endpoint?: string;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** By the name that the AWS CLI has for the service. A client opens no connection before its first call. */
export function awsClients(access: Access) {
  return {
    acm: new ACMClient(access),
    cloudwatch: new CloudWatchClient(access),
    ec2: new EC2Client(access),
    ecr: new ECRClient(access),
    ecs: new ECSClient(access),
    elbv2: new ElasticLoadBalancingV2Client(access),
    logs: new CloudWatchLogsClient(access),
    rds: new RDSClient(access),
    s3api: new S3Client({ ...access, forcePathStyle: access.endpoint !== undefined }),
    scheduler: new SchedulerClient(access),
    secretsmanager: new SecretsManagerClient(access),
    sns: new SNSClient(access),
    ssm: new SSMClient(access),
    sts: new STSClient(access),
  };
}

export type Aws = ReturnType<typeof awsClients>;

/** A call of a client: the AWS CLI's name of the service, the SDK's name of the command, its input. */
export interface AwsCall {
  readonly service: string;
  readonly command: string;
  readonly input: Readonly<Record<string, unknown>>;
}

type Next = (args: { readonly input: AwsCall['input'] }) => Promise<unknown>;
type Middleware = (next: Next, context: { readonly commandName?: string }) => Next;

/** What the clients of all services have in common, which the SDK does not type. */
interface Client {
  readonly middlewareStack: { add(middleware: Middleware, options: { step: 'initialize'; priority: 'high' }): void };
}

/** Tells of each call before it is made, or answers it: what `next` is not called for reaches no network. */
export function intercept(
  aws: Aws,
  middleware: (call: AwsCall, next: () => Promise<unknown>) => Promise<unknown>,
): void {
  for (const [service, client] of Object.entries(aws)) {
    (client as unknown as Client).middlewareStack.add(
      (next, { commandName: command = '' }) =>
        (args) =>
          middleware({ service, command, input: args.input }, () => next(args)),
      { step: 'initialize', priority: 'high' },
    );
  }
}
