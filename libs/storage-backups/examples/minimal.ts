import type { EnvStack } from '@restartix/core';
import { StorageBackups } from '../src';

export default function example(stack: EnvStack): void {
  const secret = (name: string): string =>
    `arn:aws:secretsmanager:eu-central-1:123456789012:secret:restartix/staging/${name}-a1b2c3`;
  new StorageBackups(stack, 'backups', {
    bucketName: 'restartix-backups-primary-staging',
    runnerImageUri: '123456789012.dkr.ecr.eu-central-1.amazonaws.com/restartix-staging-core-api:1.4.2',
    databaseSecretArn: secret('database'),
    backupEncryptionSecretArn: secret('encryption'),
    clusterArn: 'arn:aws:ecs:eu-central-1:123456789012:cluster/restartix-staging-cluster',
    subnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
    securityGroupIds: ['sg-0123456789abcdef0'],
    migrationsRunnerSgId: 'sg-0123456789abcdef0',
  });
}
