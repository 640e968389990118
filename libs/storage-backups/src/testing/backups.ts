import { Synthesized, type Block } from '@restartix/testing';
import type { StorageBackupsConfig } from '../storage-backups.config';

export const secret = (name: string): string =>
  `arn:aws:secretsmanager:eu-central-1:123456789012:secret:restartix/staging/${name}-a1b2c3`;
/** As little as backups need. */
export const base: StorageBackupsConfig = {
  bucketName: 'restartix-backups-primary-staging',
  runnerImageUri: '123456789012.dkr.ecr.eu-central-1.amazonaws.com/restartix-staging-core-api:1.4.2',
  databaseSecretArn: secret('database'),
  backupEncryptionSecretArn: secret('encryption'),
  clusterArn: 'arn:aws:ecs:eu-central-1:123456789012:cluster/restartix-staging-cluster',
  subnetIds: ['subnet-1', 'subnet-2'],
  securityGroupIds: ['sg-1'],
  migrationsRunnerSgId: 'sg-1',
};

export const statements = (policy: unknown): Block[] => Synthesized.parse(policy)['Statement'] as Block[];
export const bySid = (policy: unknown, sid: string): Block => statements(policy).find(({ Sid }) => Sid === sid)!;
