import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import type { EcsClusterConfigurationExecuteCommandConfiguration } from '@cdktf/provider-aws/lib/ecs-cluster';
import type { ModuleContext } from '@restartix/core';
import type { Construct } from 'constructs';
import type { EcsClusterConfig, ExecLogging } from './ecs-cluster.config';

/** What a service needs to know of the cluster's exec sessions to give its tasks the rights for them. */
export interface Exec {
  readonly logGroupName: string;
  readonly logGroupArn: string;
  readonly kmsKeyArn: string | undefined;
}

/** The log group in which exec sessions are recorded. */
export function makeExecLogGroup(
  scope: Construct,
  context: ModuleContext,
  { name = 'cluster', exec = {}, logKmsKeyArn }: EcsClusterConfig,
): CloudwatchLogGroup {
  return new CloudwatchLogGroup(scope, 'exec-logs', {
    name: `/ecs/${context.project}-${context.env}/${name}-exec`,
    retentionInDays: exec.retentionInDays ?? 90,
    kmsKeyId: exec.kmsKeyArn ?? logKmsKeyArn,
  });
}

/** Sends every exec session to the log group, encrypted where there is a key. */
export function execConfiguration(
  logGroup: CloudwatchLogGroup,
  { kmsKeyArn }: ExecLogging,
): EcsClusterConfigurationExecuteCommandConfiguration {
  return {
    kmsKeyId: kmsKeyArn,
    logging: 'OVERRIDE',
    logConfiguration: {
      cloudWatchLogGroupName: logGroup.name,
      // ECS refuses a session when this is true and the log group has no key of its own.
      cloudWatchEncryptionEnabled: kmsKeyArn !== undefined,
    },
  };
}
