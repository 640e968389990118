import { checkConfig, checkLogRetention, isKnown, type ConfigProblem, type ModuleConfig } from '@restartix/core';

/** How tasks are divided between Fargate Spot and on-demand Fargate. */
export interface SpotMix {
  /**
   * Share of Fargate Spot, 0 to 1000, against `onDemandWeight`.
   * @default 1
   */
  readonly weight?: number;
  /**
   * Tasks that always run on demand, 0 to 100000; Spot starts above them.
   * @default 0 - everything on Spot, as the staging pattern of the spec has it
   */
  readonly onDemandBase?: number;
  /**
   * Share of on-demand Fargate above the base, 0 to 1000.
   * @default 0
   */
  readonly onDemandWeight?: number;
}

/**
 * `enhanced` adds metrics per task and container; `disabled` leaves only CPU and memory per service.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cloudwatch-container-insights.html
 */
export type ContainerInsights = 'enabled' | 'enhanced' | 'disabled';

/** Where the sessions of `aws ecs execute-command` are recorded. */
export interface ExecLogging {
  /**
   * ARN of the KMS key that encrypts the session and its log. The key's policy must let `logs.{region}.amazonaws.com` use it.
   * @default - TLS on the wire and CloudWatch's own key at rest
   */
  readonly kmsKeyArn?: string;
  /**
   * Days that recorded sessions are kept.
   * @default 90 - an audit looks back a quarter
   */
  readonly retentionInDays?: number;
}

/** A private DNS zone in which services find each other without a load balancer. */
export interface NamespaceConfig {
  /** The VPC that resolves the names. */
  readonly vpcId: string;
  /**
   * The zone, e.g. `staging.restartix.internal`: a service `pgbouncer` is then `pgbouncer.staging.restartix.internal`.
   * @default - `{env}.{project}.internal`
   */
  readonly name?: string;
}

/** Inputs of the cluster. */
export interface EcsClusterConfig extends ModuleConfig {
  /**
   * Logical name: the cluster is `{project}-{env}-{name}`.
   * @default 'cluster'
   */
  readonly name?: string;
  /**
   * Offers Fargate Spot and makes it the default of tasks that choose no capacity provider; an object says in what mix.
   * @default false - a Spot task may be stopped with two minutes' notice
   */
  readonly enableFargateSpot?: boolean | SpotMix;
  /**
   * CloudWatch Container Insights.
   * @default 'enabled' - running-task counts, which alarms on a service need, exist only with it
   */
  readonly containerInsights?: ContainerInsights;
  /**
   * The record of exec sessions.
   * @default {} - a log group of 90 days
   */
  readonly exec?: ExecLogging;
  /**
   * Makes a private DNS namespace for services without a load balancer (pgbouncer).
   * @default - none
   */
  readonly privateDnsNamespace?: NamespaceConfig;
  /**
   * ARN of the KMS key that encrypts the ephemeral storage of Fargate tasks. Its policy must let `fargate.amazonaws.com`
   * make grants for this cluster.
   * @default - the key that AWS owns
   */
  readonly ephemeralStorageKmsKeyArn?: string;
}

const MAX_WEIGHT = 1000;
const MAX_BASE = 100_000;

type Report = (problem: ConfigProblem) => void;

/** @throws ConfigError that lists everything wrong with the config. */
export function checkEcsCluster(id: string, config: EcsClusterConfig): void {
  checkConfig('ecs-cluster', id, (problem) => {
    checkName(config, problem);
    checkSpot(config, problem);
    checkLogRetention('exec.retentionInDays', config.exec?.retentionInDays, problem);
    checkNamespace(config, problem);
  });
}

function checkName({ name = 'cluster' }: EcsClusterConfig, problem: Report): void {
  if (!/^[a-z][a-z0-9-]*$/.test(name)) {
    problem({
      property: 'name',
      value: name,
      allowed: 'lowercase letters, digits and hyphens, starting with a letter',
      fix: 'Rename it.',
    });
  }
}

function checkSpot({ enableFargateSpot }: EcsClusterConfig, problem: Report): void {
  if (typeof enableFargateSpot !== 'object') return;
  const limits = { weight: MAX_WEIGHT, onDemandWeight: MAX_WEIGHT, onDemandBase: MAX_BASE } as const;
  for (const [property, max] of Object.entries(limits)) {
    const value = enableFargateSpot[property as keyof SpotMix];
    if (!isKnown(value) || (Number.isInteger(value) && value >= 0 && value <= max)) continue;
    problem({
      property: `enableFargateSpot.${property}`,
      value,
      allowed: `whole numbers from 0 to ${max} (Amazon ECS)`,
      fix: 'Choose one of them.',
    });
  }
  if (enableFargateSpot.weight === 0) {
    problem({
      property: 'enableFargateSpot.weight',
      value: 0,
      allowed: 'a share above 0',
      fix: 'Set enableFargateSpot to false to run without Spot.',
    });
  }
}

function checkNamespace({ privateDnsNamespace }: EcsClusterConfig, problem: Report): void {
  const name = privateDnsNamespace?.name;
  if (!isKnown(name) || /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/.test(name)) return;
  problem({
    property: 'privateDnsNamespace.name',
    value: name,
    allowed: 'a DNS name of two labels or more, e.g. "staging.restartix.internal"',
    fix: 'Write the zone without a leading or trailing dot.',
  });
}
