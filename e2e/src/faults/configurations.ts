import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { EcrRepository } from '@cdktf/provider-aws/lib/ecr-repository';
import { Eip } from '@cdktf/provider-aws/lib/eip';
import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { SecretsmanagerSecret } from '@cdktf/provider-aws/lib/secretsmanager-secret';
import { AppSecrets } from '@restartix/app-secrets';
import type { EnvStack } from '@restartix/core';
import { EcsCluster } from '@restartix/ecs-cluster';
import { EncryptionKey } from '@restartix/encryption-key';
import { Network } from '@restartix/network';
import { config } from '@restartix/staging';
import { synth } from '@restartix/testing';
import type { Json } from './place';

const configuration = (build: (stack: EnvStack) => void): Json =>
  synth(build, { accountId: '123456789012' }).json as Json;

/** A few resources that the provider makes without waiting, of each kind: known by a name, by a token, by nothing. */
export function sample({ logs = ['first'] }: { readonly logs?: readonly string[] } = {}): Json {
  return configuration((stack) => {
    const name = 'restartix-staging-sample';
    new Eip(stack, 'address', { domain: 'vpc', tags: { Name: name } });
    for (const log of logs) new CloudwatchLogGroup(stack, log, { name: `/${name}/${log}`, retentionInDays: 30 });
    new IamRole(stack, 'role', { name, assumeRolePolicy: JSON.stringify(TRUST) });
    new SecretsmanagerSecret(stack, 'secret', { name, recoveryWindowInDays: 0 });
    new EcrRepository(stack, 'repository', { name, forceDelete: true });
    // Created in one call and tagged in the next, and nothing that Terraform makes anew.
    new S3Bucket(stack, 'bucket', { bucket: name, lifecycle: { preventDestroy: true } });
  });
}

const TRUST = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ecs-tasks.amazonaws.com' } }],
};

/** Staging's key, network, cluster and a secret, as the environment has them. */
export function foundation(): Json {
  return configuration((stack) => {
    const { keyArn } = new EncryptionKey(stack, 'encryption-key', config.keys);
    const flowLogs = { kmsKeyArn: keyArn, ...config.network.flowLogs };
    const { vpcId } = new Network(stack, 'network', { ...config.network, flowLogs });
    new AppSecrets(stack, 'app-secrets', {
      recoveryWindowInDays: 0,
      secrets: { clerk: { description: 'Set by hand', keys: { CLERK_SECRET_KEY: 'Secret key' } } },
    });
    new EcsCluster(stack, 'ecs-cluster', { ...config.cluster, logKmsKeyArn: keyArn, privateDnsNamespace: { vpcId } });
  });
}
