import type { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { imageUriOf } from '@restartix/core';
import type { Construct } from 'constructs';
import type {
  ContainerConfig,
  ContainerHealthCheck,
  NamedTask,
  SidecarConfig,
  TaskOptions,
} from './ecs-service.config';
import { writableFolders, writablePathsOf } from './filesystem';
import { logConfiguration } from './logs';
import { injectedSecrets, type InjectedSecret } from './secrets';

interface LogTarget {
  readonly logGroup: CloudwatchLogGroup;
  readonly region: string;
}

/** One container as ECS wants it. What is undefined does not reach the JSON. */
type ContainerDefinition = Readonly<Record<string, unknown>>;

/** The containers of the task: the service's own, named after it, and the sidecars. */
export function containerDefinitions(
  scope: Construct,
  config: NamedTask,
  target: LogTarget,
): readonly ContainerDefinition[] {
  const { serviceName, sidecars = {} } = config;
  return [
    {
      ...container({
        name: serviceName,
        config,
        secrets: injectedSecrets(scope, config, config.secretsArns),
        logs: config.logs,
        target,
      }),
      essential: true,
      portMappings: portMappings(serviceName, config.port),
      dependsOn: startOrder(sidecars),
    },
    ...Object.entries(sidecars).map(([name, sidecar]) => ({
      ...container({ name, config: sidecar, secrets: injectedSecrets(scope, sidecar), logs: config.logs, target }),
      essential: sidecar.essential ?? false,
      cpu: sidecar.cpu,
      memory: sidecar.memory,
      portMappings: portMappings(name, sidecar.port),
    })),
  ];
}

interface ContainerParts {
  readonly name: string;
  readonly config: ContainerConfig;
  readonly secrets: readonly InjectedSecret[];
  readonly logs: TaskOptions['logs'];
  readonly target: LogTarget;
}

function container({ name, config, secrets, logs, target }: ContainerParts): ContainerDefinition {
  return {
    name,
    image: imageUriOf(config.imageUri),
    command: words(config.command),
    entryPoint: words(config.entryPoint),
    user: config.user,
    environment: Object.entries(config.environment ?? {}).map(([key, value]) => ({ name: key, value })),
    secrets,
    healthCheck: config.containerHealthCheck && healthCheck(config.containerHealthCheck),
    linuxParameters: { initProcessEnabled: config.initProcess ?? true },
    ulimits: config.ulimits && [nofile(config.ulimits)],
    readonlyRootFilesystem: writablePathsOf(config.rootFilesystem) !== undefined,
    mountPoints: writableFolders(name, config.rootFilesystem).map(({ volume, containerPath }) => ({
      sourceVolume: volume,
      containerPath,
      readOnly: false,
    })),
    stopTimeout: config.stopTimeoutSeconds ?? 30,
    logConfiguration: logConfiguration({ ...target, logs }, name),
  };
}

/** An empty list is none: ECS would answer none, and every plan would differ. */
function words(list: readonly string[] | undefined): readonly string[] | undefined {
  return list?.length ? list : undefined;
}

function portMappings(name: string, port: number | undefined): readonly object[] {
  return port === undefined ? [] : [{ name, containerPort: port, hostPort: port, protocol: 'tcp' }];
}

function startOrder(sidecars: Readonly<Record<string, SidecarConfig>>): readonly object[] | undefined {
  const order = Object.entries(sidecars).flatMap(([containerName, { mainWaitsFor }]) =>
    mainWaitsFor ? [{ containerName, condition: mainWaitsFor }] : [],
  );
  return order.length > 0 ? order : undefined;
}

function healthCheck(check: ContainerHealthCheck): object {
  return {
    command: words(check.command),
    interval: check.intervalSeconds ?? 30,
    timeout: check.timeoutSeconds ?? 5,
    retries: check.retries ?? 3,
    startPeriod: check.startPeriodSeconds,
  };
}

function nofile({ nofile: { soft, hard } }: NonNullable<ContainerConfig['ulimits']>): object {
  return { name: 'nofile', softLimit: soft, hardLimit: hard };
}
