// Written by `npx nx run checks:update` from the types.
import type { Inputs } from '@restartix/core';

export const BACKUP_COPY_CONFIG: Inputs = {
  bucketName: 'string',
  sourceRoleArn: 'string',
  readerRoleArns: { each: 'string' },
  retention: { keys: { mode: ['COMPLIANCE', 'GOVERNANCE'], years: 'number', days: 'number' } },
  keyDeletionProtection: 'boolean',
  keyDeletionWindowInDays: 'number',
  env: 'string',
  project: 'string',
};

export const STORAGE_BACKUPS_CONFIG: Inputs = {
  bucketName: 'string',
  runnerImageUri: {
    is: 'string',
    keys: {
      uri: 'string',
      isDeployed: '*',
      parameterName: 'string',
      parameterArn: 'string',
      repositoryUrl: 'string',
      repositoryArn: 'string',
    },
  },
  databaseSecretArn: 'string',
  backupEncryptionSecretArn: { is: 'string', keys: { current: 'number|string', arns: { each: 'string' } } },
  secretsKmsKeyArns: { list: 'string' },
  clusterArn: 'string',
  subnetIds: { list: 'string' },
  securityGroupIds: { list: 'string' },
  migrationsRunnerSgId: 'string',
  databaseSecurityGroupId: 'string',
  databasePort: 'number',
  retention: { keys: { mode: ['COMPLIANCE', 'GOVERNANCE'], years: 'number', days: 'number' } },
  copy: { keys: { bucketArn: 'string', region: 'string', kmsKeyArn: 'string', accountId: 'string' } },
  applications: { each: { keys: { taskRoleArn: 'string' } } },
  operationsRoleArns: { each: 'string' },
  databaseStorageGib: 'number',
  size: { keys: { cpu: 'number', memory: 'number' } },
  ephemeralStorageGib: 'number',
  logRetentionInDays: 'number',
  logKmsKeyArn: 'string',
  keyDeletionProtection: 'boolean',
  keyDeletionWindowInDays: 'number',
  env: 'string',
  project: 'string',
};
