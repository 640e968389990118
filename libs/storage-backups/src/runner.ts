import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { EcsTaskDefinition } from '@cdktf/provider-aws/lib/ecs-task-definition';
import {
  deployedImageOf,
  imageUriOf,
  jsonOf,
  type FargateSize,
  type ModuleContext,
  type ServiceRole,
} from '@restartix/core';
import type { Construct } from 'constructs';
import { DEFAULTS, type StorageBackupsConfig } from './storage-backups.config';

interface RunnerInput {
  readonly context: ModuleContext;
  readonly config: StorageBackupsConfig;
  /** What the task and its container are called after. */
  readonly name: string;
  readonly script: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly size: FargateSize;
  readonly ephemeralStorageGib: number | undefined;
  /** Undefined where whoever runs the task gives it one. */
  readonly taskRole?: ServiceRole;
  readonly executionRole: ServiceRole;
  readonly logGroup: CloudwatchLogGroup;
}

/** Where a task of this module logs to. */
export function makeLogGroup(
  scope: Construct,
  id: string,
  { context, config, name }: Pick<RunnerInput, 'context' | 'config' | 'name'>,
): CloudwatchLogGroup {
  return new CloudwatchLogGroup(scope, id, {
    name: `/ecs/${context.project}-${context.env}/${name}`,
    retentionInDays: config.logRetentionInDays ?? DEFAULTS.logRetentionInDays,
    kmsKeyId: config.logKmsKeyArn,
  });
}

/** A task that runs a script of this module. */
export function makeRunner(scope: Construct, id: string, input: RunnerInput): EcsTaskDefinition {
  const { context, config, name, environment, size, ephemeralStorageGib, logGroup } = input;
  return new EcsTaskDefinition(scope, id, {
    family: context.name(name),
    requiresCompatibilities: ['FARGATE'],
    networkMode: 'awsvpc',
    cpu: String(size.cpu),
    memory: String(size.memory),
    ...(ephemeralStorageGib ? { ephemeralStorage: { sizeInGib: ephemeralStorageGib } } : {}),
    taskRoleArn: input.taskRole?.arn,
    executionRoleArn: input.executionRole.arn,
    // The newest revision is the pipeline's.
    trackLatest: deployedImageOf(config.runnerImageUri) && true,
    // The next revision exists before this one is deregistered, so that a schedule always finds one to start.
    lifecycle: { createBeforeDestroy: true },
    containerDefinitions: jsonOf([
      {
        name,
        image: imageUriOf(config.runnerImageUri),
        essential: true,
        // What a schedule gives as its command are the script's arguments.
        entryPoint: ['bash', '-c', input.script, name],
        environment: Object.entries(environment).map(([name, value]) => ({ name, value })),
        // Seconds: time to undo what was begun.
        stopTimeout: 120,
        logConfiguration: {
          logDriver: 'awslogs',
          options: {
            'awslogs-group': logGroup.name,
            'awslogs-region': context.region,
            'awslogs-stream-prefix': name,
          },
        },
      },
    ]),
  });
}
