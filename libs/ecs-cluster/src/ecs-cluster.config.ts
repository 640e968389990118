import type { LogRetentionDays, ModuleConfig } from '@restartix/core';

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
   * Days that the events of Container Insights stay, from which it makes its metrics.
   * @default 7 - for a look at single tasks; the metrics stay without them
   */
  readonly insightsRetentionInDays?: LogRetentionDays;
  /**
   * ARN of the KMS key of the cluster's log groups: exec sessions, where `exec` has no key of its own, and Container
   * Insights. Its policy must let `logs.{region}.amazonaws.com` use it.
   * @default - CloudWatch's own key
   */
  readonly logKmsKeyArn?: string;
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
