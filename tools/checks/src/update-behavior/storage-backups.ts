import { BackupCopy, StorageBackups } from '@restartix/storage-backups';
import type { EnvStack } from '@restartix/core';
import { cluster, key, place, role, secret } from './given';
import { updateBehavior, type Tried } from './rows';

const image = (tag: string): string =>
  `123456789012.dkr.ecr.eu-central-1.amazonaws.com/restartix-staging-backup-runner:${tag}`;
const governance = { retention: { mode: 'GOVERNANCE', days: 30 } };
const lasting = { retention: { mode: 'GOVERNANCE' } };
/** What both have for how long a backup and its key stay. */
const KEPT_INPUTS = {
  retention: {
    values: [
      { mode: 'GOVERNANCE', days: 30 },
      { mode: 'COMPLIANCE', days: 30 },
    ],
  },
  'retention.mode': { values: ['GOVERNANCE', 'COMPLIANCE'], with: governance },
  'retention.years': { values: [1, 2], with: { retention: { mode: 'GOVERNANCE', days: undefined } } },
  'retention.days': { values: [30, 60], with: lasting },
  keyDeletionProtection: { values: [true, false] },
  keyDeletionWindowInDays: { values: [7, 14] },
} as const satisfies Record<string, Tried>;
const OTHER_REGION =
  'A copy in another bucket is another set of backups: the emulator has no second region to copy to.';

type Given = ReturnType<typeof given>;

function given(stack: EnvStack) {
  return {
    ...place(stack),
    ...{ clusterArn: cluster(stack), anotherCluster: cluster(stack, 'another') },
    ...{ key: key(stack), anotherKey: key(stack, 'another-key') },
    ...{ database: secret(stack, 'database'), anotherDatabase: secret(stack, 'another-database') },
    ...{ encryption: secret(stack, 'encryption'), next: secret(stack, 'encryption-2') },
    ...{ one: role(stack, 'one'), two: role(stack, 'two') },
  };
}

export const storageBackups = updateBehavior({
  module: 'storage-backups',
  construct: StorageBackups,
  given,
  base: ({ database, encryption, clusterArn, subnetIds, securityGroupIds }) => ({
    bucketName: 'restartix-backups-primary-staging',
    runnerImageUri: image('1'),
    databaseSecretArn: database,
    backupEncryptionSecretArn: encryption,
    ...{ clusterArn, subnetIds, securityGroupIds: [securityGroupIds[0]], migrationsRunnerSgId: securityGroupIds[0] },
    retention: { mode: 'GOVERNANCE' as const, days: 30 },
  }),
  inputs: {
    bucketName: { values: ['restartix-backups-primary-staging', 'restartix-backups-second-staging'] },
    runnerImageUri: { values: [image('1'), image('2')] },
    databaseSecretArn: { values: [({ database }) => database, ({ anotherDatabase }) => anotherDatabase] },
    backupEncryptionSecretArn: {
      values: [
        ({ encryption }) => encryption,
        ({ encryption, next }) => ({ current: '2', arns: { 1: encryption, 2: next } }),
      ],
    },
    'backupEncryptionSecretArn.current': {
      values: ['1', '2'],
      with: ({ encryption, next }) => ({
        backupEncryptionSecretArn: { current: '1', arns: { 1: encryption, 2: next } },
      }),
    },
    'backupEncryptionSecretArn.arns': {
      values: [
        ({ encryption }: Given) => ({ 1: encryption }),
        ({ encryption, next }: Given) => ({ 1: encryption, 2: next }),
      ],
      with: ({ encryption }) => ({ backupEncryptionSecretArn: { current: '1', arns: { 1: encryption } } }),
    },
    secretsKmsKeyArns: { values: [({ key }) => [key], ({ key, anotherKey }) => [key, anotherKey]] },
    clusterArn: { values: [({ clusterArn }) => clusterArn, ({ anotherCluster }) => anotherCluster] },
    subnetIds: { values: [({ subnetIds }) => [subnetIds[0]], ({ subnetIds }) => subnetIds] },
    securityGroupIds: {
      values: [({ securityGroupIds: [one] }) => [one], ({ securityGroupIds }) => securityGroupIds],
    },
    migrationsRunnerSgId: {
      values: [({ securityGroupIds: [one] }) => one, ({ securityGroupIds: [, two] }) => two],
      with: ({ securityGroupIds }) => ({ securityGroupIds }),
    },
    databaseSecurityGroupId: {
      values: [({ securityGroupIds: [, two] }) => two, ({ securityGroupIds: [one] }) => one],
    },
    databasePort: {
      values: [5433, 5434],
      with: ({ securityGroupIds: [, two] }) => ({ databaseSecurityGroupId: two }),
    },
    ...KEPT_INPUTS,
    copy: { untried: OTHER_REGION },
    'copy.bucketArn': { untried: OTHER_REGION },
    'copy.region': { untried: OTHER_REGION },
    'copy.kmsKeyArn': { untried: OTHER_REGION },
    'copy.accountId': { untried: OTHER_REGION },
    applications: {
      values: [
        ({ one }) => ({ api: { taskRoleArn: one } }),
        ({ one, two }) => ({ api: { taskRoleArn: one }, web: { taskRoleArn: two } }),
      ],
    },
    'applications.*.taskRoleArn': {
      values: [({ one }: Given) => one, ({ two }: Given) => two],
      with: ({ one }) => ({ applications: { api: { taskRoleArn: one } } }),
    },
    operationsRoleArns: {
      values: [({ one }) => ({ operations: one }), ({ one, two }) => ({ operations: one, support: two })],
    },
    databaseStorageGib: { values: [100, 200] },
    size: {
      values: [
        { cpu: 512, memory: 2048 },
        { cpu: 1024, memory: 4096 },
      ],
    },
    ephemeralStorageGib: { values: [50, 100] },
    logRetentionInDays: { values: [30, 60] },
    logKmsKeyArn: { values: [({ key }) => key, ({ anotherKey }) => anotherKey] },
  },
});

export const backupCopy = updateBehavior({
  module: 'storage-backups',
  construct: BackupCopy,
  given: (stack) => ({
    ...{ source: role(stack, 'source'), another: role(stack, 'another') },
    ...{ one: role(stack, 'one'), two: role(stack, 'two') },
  }),
  base: ({ source, one }) => ({
    bucketName: 'restartix-backups-production-copy',
    ...{ sourceRoleArn: source, readerRoleArns: { restore: one }, keyDeletionProtection: false },
    retention: { mode: 'GOVERNANCE' as const, days: 30 },
  }),
  inputs: {
    bucketName: { values: ['restartix-backups-production-copy', 'restartix-backups-production-copy-2'] },
    sourceRoleArn: { values: [({ source }) => source, ({ another }) => another] },
    readerRoleArns: { values: [({ one }) => ({ restore: one }), ({ one, two }) => ({ restore: one, disaster: two })] },
    ...KEPT_INPUTS,
  },
});
