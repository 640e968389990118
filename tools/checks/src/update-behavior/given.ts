import { DataAwsIamPolicyDocument } from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';
import { EcsCluster as Cluster } from '@cdktf/provider-aws/lib/ecs-cluster';
import { EcsTaskDefinition } from '@cdktf/provider-aws/lib/ecs-task-definition';
import { IamPolicy } from '@cdktf/provider-aws/lib/iam-policy';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import { S3BucketVersioningA } from '@cdktf/provider-aws/lib/s3-bucket-versioning';
import { SecretsmanagerSecret } from '@cdktf/provider-aws/lib/secretsmanager-secret';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';
import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { Subnet } from '@cdktf/provider-aws/lib/subnet';
import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import type { EnvStack } from '@restartix/core';

/** What modules are deployed into, in few resources: each is applied for every record. */

export const ACCOUNT = '123456789012';

/** ARN of a key that every service may use. */
export function key(stack: EnvStack, name = 'key'): string {
  const policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: 'kms:*', Resource: '*' },
      {
        Effect: 'Allow',
        Principal: {
          Service: [
            'logs.eu-central-1.amazonaws.com',
            'sns.amazonaws.com',
            'cloudwatch.amazonaws.com',
            'events.amazonaws.com',
            'events.rds.amazonaws.com',
            'fargate.amazonaws.com',
          ],
        },
        Action: [
          'kms:Encrypt*',
          'kms:Decrypt*',
          'kms:ReEncrypt*',
          'kms:GenerateDataKey*',
          'kms:Describe*',
          'kms:CreateGrant',
        ],
        Resource: '*',
      },
    ],
  });
  return new KmsKey(stack, name, { policy }).arn;
}

/** ARN of a role, as a literal. */
export function role(stack: EnvStack, name: string, service = 'ec2.amazonaws.com'): string {
  const assumeRolePolicy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: service } }],
  });
  new IamRole(stack, name, { name: `given-${name}`, assumeRolePolicy });
  return `arn:aws:iam::${ACCOUNT}:role/given-${name}`;
}

/** ARN of a policy that allows everything, as a literal. */
export function boundary(stack: EnvStack, name = 'boundary'): string {
  const policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
  });
  new IamPolicy(stack, name, { name: `given-${name}`, policy });
  return `arn:aws:iam::${ACCOUNT}:policy/given-${name}`;
}

interface Place {
  readonly vpcId: string;
  readonly subnetIds: readonly [string, string];
  readonly securityGroupIds: readonly [string, string];
}

/** A VPC with two subnets and two security groups. */
export function place(stack: EnvStack): Place {
  const { id: vpcId } = new Vpc(stack, 'vpc', { cidrBlock: '10.0.0.0/16' });
  const subnet = (zone: string, cidrBlock: string): string =>
    new Subnet(stack, `subnet-${zone}`, { vpcId, cidrBlock, availabilityZone: `eu-central-1${zone}` }).id;
  const group = (name: string): string =>
    new SecurityGroup(stack, `group-${name}`, { vpcId, name: `given-${name}` }).id;
  return {
    vpcId,
    subnetIds: [subnet('a', '10.0.0.0/24'), subnet('b', '10.0.1.0/24')],
    securityGroupIds: [group('one'), group('two')],
  };
}

/** ARN of a cluster, as a literal. */
export function cluster(stack: EnvStack, name = 'cluster'): string {
  new Cluster(stack, name, { name: `given-${name}` });
  return `arn:aws:ecs:eu-central-1:${ACCOUNT}:cluster/given-${name}`;
}

/** ARN of a task definition's family, as a literal. */
export function taskFamily(stack: EnvStack, name: string): string {
  new EcsTaskDefinition(stack, name, {
    ...{ family: `given-${name}`, cpu: '256', memory: '512', networkMode: 'awsvpc' },
    requiresCompatibilities: ['FARGATE'],
    containerDefinitions: JSON.stringify([{ name: 'app', image: 'nginx', essential: true }]),
  });
  return `arn:aws:ecs:eu-central-1:${ACCOUNT}:task-definition/given-${name}`;
}

export function secret(stack: EnvStack, name: string): string {
  return new SecretsmanagerSecret(stack, name, { name: `given/${name}`, recoveryWindowInDays: 0 }).arn;
}

export function topic(stack: EnvStack, name: string): string {
  return new SnsTopic(stack, name, { name: `given-${name}` }).arn;
}

export function queue(stack: EnvStack, name: string): string {
  return new SqsQueue(stack, name, { name: `given-${name}` }).arn;
}

/** Name of a bucket with versions that S3 may write access logs into, as a literal. */
export function bucket(stack: EnvStack, name: string): string {
  const bucketName = `given-${name}`;
  const { id } = new S3Bucket(stack, name, { bucket: bucketName });
  new S3BucketVersioningA(stack, `${name}-versions`, {
    bucket: id,
    versioningConfiguration: { status: 'Enabled' },
  });
  new S3BucketPolicy(stack, `${name}-policy`, {
    bucket: id,
    policy: new DataAwsIamPolicyDocument(stack, `${name}-document`, {
      statement: [
        {
          principals: [{ type: 'Service', identifiers: ['logging.s3.amazonaws.com'] }],
          actions: ['s3:PutObject'],
          resources: [`arn:aws:s3:::${bucketName}/*`],
        },
      ],
    }).json,
  });
  return bucketName;
}
