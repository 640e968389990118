import type { AwaitedImage, ModuleConfig } from '@restartix/core';
import type { Metric, Severity } from './alarm-row';

/** A channel that AWS Chatbot writes into. The workspace has been connected in the console once. */
export interface Slack {
  /** Id of the workspace, e.g. `T07EA123LEP`. */
  readonly workspaceId: string;
  /** Id of the channel, e.g. `C07EZ1ABC23`. */
  readonly channelId: string;
}

/** An `EcsService` fits as it is. */
export interface MonitoredService {
  /** By which CloudWatch knows the service. */
  readonly metricDimensions: {
    /** Name of the cluster. */
    readonly ClusterName: string;
    /** Name of the service. */
    readonly ServiceName: string;
  };
  /**
   * The end of the target group's ARN, `targetgroup/{name}/{id}`.
   * @default - behind no load balancer
   */
  readonly targetGroupArnSuffix?: string;
  /**
   * The end of its load balancer's ARN, `app/{name}/{id}`; needed with `loadBalancers`.
   * @default - that of `loadBalancer`
   */
  readonly albArnSuffix?: string;
  /**
   * The image that it runs, where a pipeline deploys it: no task is missing until there is one.
   * @default - tasks are missing from the start
   */
  readonly image?: AwaitedImage;
}

/** A `LoadBalancer` fits as it is. */
export interface MonitoredLoadBalancer {
  /** The end of its ARN, `app/{name}/{id}`. */
  readonly albArnSuffix: string;
  /**
   * ARN of its ACM certificate, whose expiry is watched.
   * @default - not watched
   */
  readonly certificateArn?: string;
}

/** A `DatabaseRds` or `DatabaseAuroraServerless` fits as it is. */
export interface MonitoredDatabase {
  /** `DBInstanceIdentifier` or `DBClusterIdentifier`. */
  readonly metricDimensions: Readonly<Record<string, string>>;
  /** Connections that PostgreSQL takes. */
  readonly maxConnections: number;
  /** Most ACU of an Aurora Serverless cluster. @default - no alarm on it */
  readonly maxCapacity?: number;
}

/** A `CacheRedis` fits as it is. */
export interface MonitoredCache {
  /** Id of the replication group. */
  readonly replicationGroupId: string;
  /** Ends of the nodes' ids after `replicationGroupId`, e.g. `001`, or `0001-001` in cluster mode. Each has its alarms. */
  readonly nodes: readonly string[];
}

/** The NAT of one zone, as a `Network` has it. */
export type MonitoredNat =
  | {
      /** An instance that replaces itself. */
      readonly strategy: 'nat-instance';
      /** The group that keeps one instance alive. */
      readonly autoscalingGroup: {
        /** Name of the group, which measures GroupInServiceInstances. */
        readonly name: string;
      };
    }
  | {
      /** AWS's managed NAT. */
      readonly strategy: 'nat-gateway';
      /** The gateway. */
      readonly gateway: {
        /** Id of the gateway. */
        readonly id: string;
      };
    };

/** An `EcsCluster` fits as it is. */
export interface MonitoredCluster {
  /** Which of Fargate's vCPU quotas its tasks use: `FARGATE`, `FARGATE_SPOT`. */
  readonly capacityProviders: readonly string[];
}

/** A queue in which a message means trouble. */
export interface MonitoredQueue {
  /** Name of the queue. */
  readonly queueName: string;
  /** What a message in it means, as a sentence. */
  readonly meaning: string;
}

/** A `ScheduledTasks` fits as it is. */
export interface MonitoredSchedules {
  /** Name of the schedule group. */
  readonly groupName: string;
  /** Name of the rule that matches failed tasks. */
  readonly failureRuleName: string;
  /** Names of the tasks. */
  readonly taskNames: readonly string[];
  /**
   * Name of the queue of runs that could not be started.
   * @default - not watched
   */
  readonly deadLetterQueueName?: string;
}

/** An `EmailSes` fits as it is. */
export interface MonitoredEmail {
  /** By which CloudWatch knows it. */
  readonly metricDimensions: {
    /** Name of the configuration set. */
    readonly 'ses:configuration-set': string;
  };
  /**
   * Name of the queue of bounces and complaints that the webhook did not take.
   * @default - not watched
   */
  readonly deadLetterQueueName?: string;
}

/** A scheduled backup. */
export interface MonitoredBackup {
  /** Counts successful backups. */
  readonly successMetric: Pick<Metric, 'namespace' | 'metricName' | 'dimensions'>;
  /** Hours after which a backup is missing, 1 to 166: an alarm of hours looks back seven days at the most. */
  readonly expectedEveryHours: number;
  /**
   * The image that it runs, where a pipeline deploys it: no backup is missing until there is one.
   * @default - backups are missing from the start
   */
  readonly image?: AwaitedImage;
}

/** A figure of the business, as the application counts it. */
export interface BusinessMetric extends Metric {
  /** What the graph is called. */
  readonly title: string;
}

/** A change of one alarm. */
export interface AlarmOverride {
  /**
   * Where the alarm begins, in the unit of the metric.
   * @default - the alarm's own
   */
  readonly threshold?: number;
  /**
   * Who is told: `critical` pages, `warning` waits for the morning.
   * @default - the alarm's own
   */
  readonly severity?: Severity;
  /**
   * Why there is none; the runbook says it too.
   * @default - there is one
   */
  readonly disabled?: string;
}

/** Inputs of observability. */
export interface ObservabilityConfig extends ModuleConfig {
  /** Addresses that get every alarm; each has to confirm once. */
  readonly alarmsEmailSubscribers: readonly string[];
  /**
   * The channel that AWS Chatbot writes into.
   * @default - no channel
   */
  readonly slack?: Slack;
  /**
   * ARN of a secret that holds the URL of a Slack webhook, for workspaces without Chatbot. The URL is then in Terraform's
   * state, for EventBridge takes it in no other way.
   * @default - none
   */
  readonly slackWebhookUrl?: string;
  /** Where the runbook page is, e.g. `https://docs.restartix.pro/runbook`; alarms link to it. @default - no link */
  readonly runbookUrl?: string;
  /**
   * ARN of the KMS key of the topics. Its policy must let `cloudwatch.amazonaws.com` and `events.amazonaws.com` use it:
   * CloudWatch cannot publish with AWS's own key (`publishers: ['cloudwatch', 'events']` of an `EncryptionKey`, and
   * `events.rds` with `databaseEvents`).
   * @default - topics unencrypted at rest: they carry names and numbers, and must arrive when the key itself fails
   */
  readonly kmsKeyId?: string;
  /** Services to watch, by name. @default {} */
  readonly services?: Readonly<Record<string, MonitoredService>>;
  /** The load balancer to watch. @default - none */
  readonly loadBalancer?: MonitoredLoadBalancer;
  /** Further load balancers to watch, by name: one serves a hundred services. @default {} */
  readonly loadBalancers?: Readonly<Record<string, MonitoredLoadBalancer>>;
  /** NATs to watch, by zone: `network.nats`. @default {} */
  readonly nats?: Readonly<Record<string, MonitoredNat>>;
  /** The cluster whose Fargate quotas are watched. @default - none */
  readonly cluster?: MonitoredCluster;
  /** Databases to watch, by name. @default {} */
  readonly databases?: Readonly<Record<string, MonitoredDatabase>>;
  /**
   * Whether what RDS tells of these databases goes to the topics: failures and short storage to the one that pages, failovers,
   * restarts, maintenance and recoveries to the other.
   * @default false
   */
  readonly databaseEvents?: boolean;
  /** GiB below which the free storage of a database instance is short. @default 10 */
  readonly minFreeStorageGib?: number;
  /** Caches to watch, by name. @default {} */
  readonly caches?: Readonly<Record<string, MonitoredCache>>;
  /** Further queues to watch, by name: those of `schedules` and `email` are watched with them. @default {} */
  readonly queues?: Readonly<Record<string, MonitoredQueue>>;
  /** Scheduled tasks to watch. @default - none */
  readonly schedules?: MonitoredSchedules;
  /** Scheduled backups, by name. @default {} */
  readonly backups?: Readonly<Record<string, MonitoredBackup>>;
  /** The sender domain to watch. @default - none */
  readonly email?: MonitoredEmail;
  /** Figures of the business dashboard. @default [] */
  readonly businessMetrics?: readonly BusinessMetric[];
  /** Changes of single alarms, by the alarm's id. @default {} */
  readonly overrides?: Readonly<Record<string, AlarmOverride>>;
}
