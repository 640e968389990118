import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import type { ModuleContext } from '@restartix/core';
import type { Construct } from 'constructs';
import type { NamedTask, ServiceLogs } from './ecs-service.config';

const PRODUCTION_RETENTION = 90;
const OTHER_RETENTION = 30;

/** `/ecs/restartix-staging/core-api`. */
export function logGroupName(context: ModuleContext, serviceName: string): string {
  return `/ecs/${context.project}-${context.env}/${serviceName}`;
}

/** The log of every container of the service. */
export function makeLogGroup(
  scope: Construct,
  context: ModuleContext,
  { serviceName, logs = {} }: NamedTask,
): CloudwatchLogGroup {
  return new CloudwatchLogGroup(scope, 'logs', {
    name: logGroupName(context, serviceName),
    retentionInDays: logs.retentionInDays ?? (context.env === 'production' ? PRODUCTION_RETENTION : OTHER_RETENTION),
    kmsKeyId: logs.kmsKeyArn,
  });
}

/** How a container sends its lines. */
export interface LogConfiguration {
  readonly logDriver: 'awslogs';
  readonly options: Readonly<Record<string, string>>;
}

/** Lines go to the service's log group, in streams `{container}/{container}/{task}`. */
export function logConfiguration(
  { logGroup, region, logs = {} }: { logGroup: CloudwatchLogGroup; region: string; logs?: ServiceLogs },
  streamPrefix: string,
): LogConfiguration {
  const { mode = 'blocking', bufferMib = 25 } = logs;
  return {
    logDriver: 'awslogs',
    options: {
      'awslogs-group': logGroup.name,
      'awslogs-region': region,
      'awslogs-stream-prefix': streamPrefix,
      // Written down, for an account setting decides otherwise.
      mode,
      ...(mode === 'non-blocking' ? { 'max-buffer-size': `${bufferMib}m` } : {}),
    },
  };
}
