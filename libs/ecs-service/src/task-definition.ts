import type { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { EcsTaskDefinition } from '@cdktf/provider-aws/lib/ecs-task-definition';
import { deployedImageOf, jsonOf, type FargateSize, type ModuleContext } from '@restartix/core';
import type { Construct } from 'constructs';
import { containerDefinitions } from './containers';
import type { NamedTask } from './ecs-service.config';
import { writableFolders } from './filesystem';
import type { Roles } from './roles';

interface TaskParts {
  readonly context: ModuleContext;
  readonly config: NamedTask & FargateSize;
  readonly roles: Roles;
  readonly logGroup: CloudwatchLogGroup;
}

/** What a task is: size, containers, roles, volumes. */
export function makeTaskDefinition(
  scope: Construct,
  { context, config, roles, logGroup }: TaskParts,
): EcsTaskDefinition {
  return new EcsTaskDefinition(scope, 'task-definition', {
    family: context.name(config.serviceName),
    requiresCompatibilities: ['FARGATE'],
    networkMode: 'awsvpc',
    cpu: String(config.cpu),
    memory: String(config.memory),
    runtimePlatform: { operatingSystemFamily: 'LINUX', cpuArchitecture: config.architecture ?? 'X86_64' },
    executionRoleArn: roles.execution.arn,
    taskRoleArn: roles.task.arn,
    ephemeralStorage: config.ephemeralStorageGib ? { sizeInGib: config.ephemeralStorageGib } : undefined,
    volume: volumes(config),
    containerDefinitions: jsonOf(containerDefinitions(scope, config, { logGroup, region: context.region })),
    skipDestroy: config.oldRevisions === 'keep',
    // The newest revision is the pipeline's: what Terraform compares with, and registers its own changes after.
    trackLatest: deployedImageOf(config.imageUri) && true,
    // The next revision exists before this one is deregistered, so the service always has one to start tasks from.
    lifecycle: { createBeforeDestroy: true },
  });
}

function volumes(config: NamedTask): { name: string }[] | undefined {
  const containers = [[config.serviceName, config] as const, ...Object.entries(config.sidecars ?? {})];
  const names = containers.flatMap(([name, { rootFilesystem }]) => writableFolders(name, rootFilesystem));
  return names.length > 0 ? names.map(({ volume }) => ({ name: volume })) : undefined;
}
