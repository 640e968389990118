import type { EnvStack } from '@restartix/core';
import { StorageBackups } from '../src';

/** With everything that may be given: the roles that are kept out, the ones that may restore, a lock that can be lifted, a copy elsewhere. */
export default function example(stack: EnvStack): void {
  const secret = (name: string): string =>
    `arn:aws:secretsmanager:eu-central-1:123456789012:secret:restartix/staging/${name}-a1b2c3`;
  new StorageBackups(stack, 'backups', {
    bucketName: 'restartix-backups-primary-staging',
    runnerImageUri: '123456789012.dkr.ecr.eu-central-1.amazonaws.com/restartix-staging-core-api:1.4.2',
    databaseSecretArn: secret('database'),
    backupEncryptionSecretArn: secret('encryption'),
    secretsKmsKeyArns: ['arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555'],
    clusterArn: 'arn:aws:ecs:eu-central-1:123456789012:cluster/restartix-staging-cluster',
    subnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
    securityGroupIds: ['sg-0123456789abcdef0'],
    migrationsRunnerSgId: 'sg-0123456789abcdef0',
    databaseSecurityGroupId: 'sg-0123456789abcdef1',
    databasePort: 5433,
    retention: { mode: 'GOVERNANCE', days: 30 },
    copy: {
      bucketArn: 'arn:aws:s3:::restartix-backups-staging-copy',
      region: 'eu-west-1',
      kmsKeyArn: 'arn:aws:kms:eu-west-1:210987654321:key/11111111-2222-3333-4444-555555555555',
      accountId: '210987654321',
    },
    applications: {
      'core-api': { taskRoleArn: 'arn:aws:iam::123456789012:role/restartix-staging-core-api-task' },
    },
    operationsRoleArns: { operations: 'arn:aws:iam::123456789012:role/operations' },
    ephemeralStorageGib: 50,
    logRetentionInDays: 365,
    keyDeletionWindowInDays: 7,
  });
}
