import type { EnvStack } from '@restartix/core';
import { DeployIam } from '@restartix/deploy-iam';
import { Observability, type MonitoredQueue } from '@restartix/observability';
import { statePolicy } from '@restartix/tfstate-backend';
import type { Compute } from './compute';
import type { Data } from './data';
import type { Foundation } from './foundation';
import type { Jobs } from './jobs';
import type { PlatformConfig } from './platform.config';
import { taskNames } from './schedules';

interface Parts {
  readonly foundation: Foundation;
  readonly data: Data;
  readonly compute: Compute;
  readonly jobs: Jobs;
}

/** What watches the environment. */
export function observabilityOf(stack: EnvStack, config: PlatformConfig, parts: Parts): Observability {
  const { data, compute, jobs } = parts;
  const { scheduledTasks, backups } = jobs;
  return new Observability(stack, 'observability', {
    alarmsEmailSubscribers: config.alarms.emailSubscribers,
    slack: config.alarms.slack,
    services: { ...compute.services, pgbouncer: compute.pgbouncer },
    loadBalancer: compute.loadBalancer,
    databases: { database: { metricDimensions: data.database.metricDimensions, ...config.alarms.database } },
    caches: { cache: { replicationGroupId: data.cache.replicationGroupId, nodes: 1 + config.cache.replicas } },
    queues: queues(scheduledTasks.deadLetterQueueName, compute.email.deadLetterQueueName),
    schedules: {
      groupName: scheduledTasks.groupName,
      failureRuleName: scheduledTasks.failureRuleName,
      taskNames: taskNames(config.schedules),
    },
    backups:
      config.schedules.backupRunner === null
        ? {}
        : { 'database-backup': { successMetric: backups.successMetric, expectedEveryHours: 24 } },
    email: compute.email,
    certificateArn: compute.loadBalancer.certificateArn,
    businessMetrics: [
      businessMetric(stack, 'Appointments booked', 'AppointmentsBooked'),
      businessMetric(stack, 'Sign-ins', 'SignIns'),
      businessMetric(stack, 'Sessions completed', 'SessionsCompleted'),
    ],
  });
}

function queues(scheduledTasks: string | undefined, email: string | undefined): Record<string, MonitoredQueue> {
  return {
    ...(scheduledTasks
      ? { 'scheduled-tasks': { queueName: scheduledTasks, meaning: 'A scheduled task could not be started.' } }
      : {}),
    ...(email
      ? { 'ses-webhook': { queueName: email, meaning: 'Core API did not take a bounce or a complaint for a day.' } }
      : {}),
  };
}

/** Counted by Core API, with CloudWatch's embedded metric format. */
function businessMetric({ project, env }: EnvStack, title: string, metricName: string) {
  return { title, namespace: `${project}/${env}/business`, metricName, dimensions: {}, statistic: 'Sum' };
}

/** Who deploys, plans and applies. */
export function deployIamOf(stack: EnvStack, config: PlatformConfig, { foundation, compute, jobs }: Parts): DeployIam {
  const { cluster, registry } = foundation;
  const services = [...Object.values(compute.services), compute.pgbouncer];
  const state = { bucketName: config.env.state.bucket, env: config.env.env };
  return new DeployIam(stack, 'deploy-iam', {
    githubOrg: config.github.org,
    githubRepo: config.github.repo,
    allowedBranches: config.github.branches,
    repositoryArns: Object.values(registry.repositoryArns),
    clusterArn: cluster.clusterArn,
    serviceArns: services.map(({ serviceArn }) => serviceArn),
    taskDefinitionArns: services.map(({ taskDefinitionArnWithoutRevision }) => taskDefinitionArnWithoutRevision),
    taskRoleArns: services.flatMap(({ taskRoleArn, executionRoleArn }) => [taskRoleArn, executionRoleArn]),
    logGroupArns: [...services.map(({ logGroup }) => logGroup.arn), jobs.backups.logGroup.arn],
    planStateStatements: statePolicy({ ...state, access: 'read' }),
    applyStateStatements: statePolicy({ ...state, access: 'write' }),
  });
}
