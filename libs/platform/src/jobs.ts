import { contextOf, type EnvStack } from '@restartix/core';
import { ScheduledTasks, type ScheduledTask } from '@restartix/scheduled-tasks';
import { StorageBackups } from '@restartix/storage-backups';
import type { Compute } from './compute';
import type { Data } from './data';
import type { Foundation } from './foundation';
import type { PlatformConfig } from './platform.config';
import { coreApiJobs } from './schedules';

/** What runs by the clock. */
export interface Jobs {
  readonly backups: StorageBackups;
  readonly scheduledTasks: ScheduledTasks;
}

/** Backups and scheduled tasks. */
export function jobsOf(
  stack: EnvStack,
  config: PlatformConfig,
  { foundation, data, compute }: { readonly foundation: Foundation; readonly data: Data; readonly compute: Compute },
): Jobs {
  const { key, network, cluster, registry } = foundation;
  const { 'core-api': coreApi, ...others } = compute.services;
  const straightToDatabase = network.placement('migrations-runner');

  const backups = new StorageBackups(stack, 'backups', {
    bucketName: `${stack.project}-backups-primary-${stack.env}`,
    runnerImageUri: registry.uri('core-api'),
    databaseSecretArn: data.secrets.arns.database,
    backupEncryptionSecretArn: data.secrets.arns.encryption,
    secretsKmsKeyArns: [key.keyArn],
    clusterArn: cluster.clusterArn,
    subnetIds: straightToDatabase.subnetIds,
    securityGroupIds: straightToDatabase.securityGroupIds,
    migrationsRunnerSgId: network.migrationsRunnerSg,
    applicationRoleArns: Object.fromEntries(
      Object.entries({ 'core-api': coreApi, ...others, pgbouncer: compute.pgbouncer }).map(([name, service]) => [
        name,
        service.taskRoleArn,
      ]),
    ),
  });

  const coreApiTask = {
    taskDefinitionArn: coreApi.taskDefinitionArnWithoutRevision,
    containerName: coreApi.containerName,
    taskRoleArn: coreApi.taskRoleArn,
    executionRoleArn: coreApi.executionRoleArn,
  };
  const jobs = Object.entries(coreApiJobs(config.schedules)).map(([name, job]): [string, ScheduledTask] => [
    name,
    { ...coreApiTask, ...job },
  ]);

  const scheduledTasks = new ScheduledTasks(stack, 'scheduled-tasks', {
    cluster,
    failureTopicArn: alertsTopicArn(stack),
    databaseAutoPauseSeconds: config.schedules.databaseAutoPauseSeconds,
    defaultSubnetIds: network.privateSubnetIds,
    defaultSecurityGroupIds: [network.fargateAppSg],
    tasks: {
      ...Object.fromEntries(jobs),
      'backup-runner': {
        taskDefinitionArn: backups.taskDefinitionArnWithoutRevision,
        containerName: backups.containerName,
        taskRoleArn: backups.taskRoleArn,
        executionRoleArn: backups.executionRoleArn,
        scheduleExpression: config.schedules.backupRunner,
        subnetIds: straightToDatabase.subnetIds,
        securityGroupIds: straightToDatabase.securityGroupIds,
        // Reads the database, while the partitions of the next months are made on the first of each.
        mayStartWith: ['audit-partition-roll'],
      },
    },
  });
  return { backups, scheduledTasks };
}

/** The topic that observability makes: named here, for it watches these jobs and so comes after them. */
function alertsTopicArn(stack: EnvStack): string {
  const context = contextOf(stack, 'platform', 'jobs');
  return context.arn({ service: 'sns', resource: `${context.project}-alerts-${context.env}` });
}
