import type { DeployedImage, FargateSize, ModuleConfig, PolicyStatement } from '@restartix/core';
import type { ITerraformDependable } from 'cdktf';

/** Where the service runs. An `EcsCluster` of `@restartix/ecs-cluster` fits as it is. */
export interface ServiceCluster {
  /** The id of the cluster, which is its ARN. */
  readonly clusterId: string;
  /**
   * The cluster's name.
   * @default - the last part of `clusterId`
   */
  readonly clusterName?: string;
  /**
   * The cluster's capacity providers, so that Spot on a cluster without it is refused at synth.
   * @default - not checked
   */
  readonly capacityProviders?: readonly string[];
  /**
   * Where the cluster records exec sessions, so that tasks with `exec` may write there.
   * @default - the tasks get the rights of a session only
   */
  readonly exec?: {
    /** ARN of the log group that gets the sessions. */
    readonly logGroupArn: string;
    /**
     * ARN of the KMS key that encrypts them.
     * @default - CloudWatch's own key
     */
    readonly kmsKeyArn?: string;
  };
  /**
   * What attaches the capacity providers to the cluster: a service on Spot is made after it and destroyed before it.
   * @default - the providers are attached already
   */
  readonly capacity?: ITerraformDependable;
}

/** How the tasks of a service are divided between Fargate Spot and on-demand Fargate. */
export interface SpotMix {
  /**
   * Share of Fargate Spot, 1 to 1000, against `onDemandWeight`.
   * @default 1
   */
  readonly weight?: number;
  /**
   * Tasks that always run on demand, 0 to 100000; Spot starts above them.
   * @default 0
   */
  readonly onDemandBase?: number;
  /**
   * Share of on-demand Fargate above the base, 0 to 1000.
   * @default 0
   */
  readonly onDemandWeight?: number;
}

/** One secret of Secrets Manager in an environment variable. */
export interface SecretReference {
  /** ARN of the secret. */
  readonly arn: string;
  /**
   * Key of the JSON in the secret.
   * @default - the whole secret
   */
  readonly jsonKey?: string;
  /**
   * Version stage, e.g. `AWSPREVIOUS`.
   * @default - `AWSCURRENT`
   */
  readonly versionStage?: string;
}

/** How ECS sees from inside that a container works. */
export interface ContainerHealthCheck {
  /** `['CMD', 'binary', 'argument']` or `['CMD-SHELL', 'line']`; the image must hold the binary. */
  readonly command: readonly string[];
  /**
   * Seconds between checks, 5 to 300.
   * @default 30
   */
  readonly intervalSeconds?: number;
  /**
   * Seconds until a check counts as failed, 2 to 60.
   * @default 5
   */
  readonly timeoutSeconds?: number;
  /**
   * Failures until the container is unhealthy, 1 to 10.
   * @default 3
   */
  readonly retries?: number;
  /**
   * Seconds after the start in which failures do not count, 0 to 300.
   * @default 0
   */
  readonly startPeriodSeconds?: number;
}

/**
 * What a container may write. `readonly` leaves only `/tmp` writable; an object names the writable folders. They are
 * volumes of the task, for Fargate has no tmpfs; Docker makes them owned by root unless the image has a `VOLUME` there.
 */
export type RootFilesystem = 'writable' | 'readonly' | { readonly writablePaths: readonly string[] };

/** What every container has, the service's own and a sidecar. */
export interface ContainerConfig {
  /**
   * The image with tag or digest, e.g. `123456789012.dkr.ecr.eu-central-1.amazonaws.com/core-api:1.4.2`; or, for the
   * own container of a service or task, `images['core-api']` of a `ContainerRegistry`: the one that a pipeline deployed
   * last.
   */
  readonly imageUri: string | DeployedImage;
  /**
   * ARN of the ECR repository of `imageUri`: all that the execution role may pull.
   * @default - read from `imageUri`, a literal or one that is built from an `aws_ecr_repository.repository_url`
   */
  readonly repositoryArn?: string;
  /**
   * Environment variables. They arrive as written, `${` and `%{` included; an attribute of a construct is its value.
   * @default - none
   */
  readonly environment?: Readonly<Record<string, string>>;
  /**
   * Secrets by the environment variable that holds them.
   * @default - none
   */
  readonly secrets?: Readonly<Record<string, SecretReference>>;
  /**
   * Arguments for the entry point.
   * @default - the image's CMD
   */
  readonly command?: readonly string[];
  /**
   * The program that gets `command`.
   * @default - the image's ENTRYPOINT
   */
  readonly entryPoint?: readonly string[];
  /**
   * User, `uid` or `uid:gid`; not root in production.
   * @default - the image's USER
   */
  readonly user?: string;
  /** @default 'writable' - as the image expects; `readonly` needs an image that writes to named folders only */
  readonly rootFilesystem?: RootFilesystem;
  /**
   * How ECS checks the container from inside, beside the load balancer's check from outside.
   * @default - none
   */
  readonly containerHealthCheck?: ContainerHealthCheck;
  /**
   * Limits of the process. Fargate lets only the number of open files be set.
   * @default - Fargate's
   */
  readonly ulimits?: {
    /** Open files of the process. */
    readonly nofile: {
      /** Open files at the start; the process may raise it up to `hard`. */
      readonly soft: number;
      /** Most open files. */
      readonly hard: number;
    };
  };
  /**
   * Runs an init process as PID 1 that passes signals on and reaps children.
   * @default true
   */
  readonly initProcess?: boolean;
  /**
   * Seconds between SIGTERM and SIGKILL, 2 to 120 on Fargate.
   * @default 30
   */
  readonly stopTimeoutSeconds?: number;
}

/** A container beside the service's own. */
export interface SidecarConfig extends ContainerConfig {
  /** The image with tag or digest. */
  readonly imageUri: string;
  /**
   * The port that the sidecar listens on.
   * @default - none
   */
  readonly port?: number;
  /**
   * CPU units kept for the sidecar, out of the task's.
   * @default - shared
   */
  readonly cpu?: number;
  /**
   * Hard limit of memory in MiB, out of the task's.
   * @default - shared
   */
  readonly memory?: number;
  /**
   * Whether the task stops when the sidecar does.
   * @default false - the service outlives its helper
   */
  readonly essential?: boolean;
  /**
   * What the sidecar must have reached before the service's container starts.
   * @default - they start together
   */
  readonly mainWaitsFor?: 'START' | 'HEALTHY' | 'COMPLETE' | 'SUCCESS';
}

/** How the load balancer sees that a task works. The path is `healthCheckPath`. */
export interface TargetHealthCheck {
  /**
   * Seconds between checks, 5 to 300; more than the timeout.
   * @default 15
   */
  readonly intervalSeconds?: number;
  /**
   * Seconds until a check counts as failed, 2 to 120.
   * @default 5
   */
  readonly timeoutSeconds?: number;
  /**
   * Successes until a task gets requests, 2 to 10.
   * @default 2
   */
  readonly healthyThreshold?: number;
  /**
   * Failures until a task gets no more, 2 to 10.
   * @default 3
   */
  readonly unhealthyThreshold?: number;
  /**
   * Codes that count as success, e.g. `200-299`.
   * @default '200' - '0' with GRPC
   */
  readonly matcher?: string;
}

/** The service's place behind a load balancer. */
export interface LoadBalancerBinding {
  /** ARN of the listener that gets the rule. */
  readonly listenerArn: string;
  /** Hosts that are routed to the service, e.g. `['api-staging.restartix.pro']`. */
  readonly hostHeaderValues: readonly string[];
  /**
   * Paths that are routed to the service, e.g. `['/v1/*']`. With the hosts, five values at most.
   * @default - every path
   */
  readonly pathPatterns?: readonly string[];
  /**
   * Also takes the requests whose host no rule of the listener names, by a rule after all others (priority 50000):
   * customers' own domains, which are not known at synth. One service of a listener can.
   * @default false - the listener answers them itself, with 404
   */
  readonly unmatchedHosts?: boolean;
  /**
   * Rank of the rule, 1 to 49999; each of a listener once, lower first. A rule before this one that takes the same
   * requests with a wildcard is refused at synth. Ranks may be swapped: `deploy` has AWS move all rules in one call. Where
   * Terraform runs by itself, which moves one at a time, give one service a free rank, apply, and then both their new ones.
   * @default - 1000 to 49999, from a stable hash of the service's name
   */
  readonly priority?: number;
  /**
   * `app/{name}/{id}` of the load balancer. Needed with `requestsPerTarget`, and where alarms watch several load balancers.
   * @default - none
   */
  readonly albArnSuffix?: string;
  /**
   * Protocol between load balancer and tasks.
   * @default 'HTTP1'
   */
  readonly protocolVersion?: 'HTTP1' | 'HTTP2' | 'GRPC';
  /** @default {} */
  readonly healthCheck?: TargetHealthCheck;
  /**
   * Seconds after a task's start in which failed checks do not count; longer than the service needs to boot.
   * @default - 60, or the `startPeriodSeconds` of `containerHealthCheck` where that is longer
   */
  readonly healthCheckGracePeriodSeconds?: number;
  /**
   * Seconds that a stopping task may finish its requests, 0 to 3600.
   * @default 30 - AWS's 300 make every deployment five minutes longer
   */
  readonly deregistrationDelaySeconds?: number;
  /**
   * Seconds in which a new task's share of requests grows, 30 to 900, or 0.
   * @default 0
   */
  readonly slowStartSeconds?: number;
  /**
   * How the load balancer chooses among the tasks.
   * @default 'round_robin'
   */
  readonly algorithm?: 'round_robin' | 'least_outstanding_requests' | 'weighted_random';
}

/** The service's name in a private DNS zone (AWS Cloud Map), for what no load balancer reaches. */
export interface ServiceDiscovery {
  /** Id of the Cloud Map private DNS namespace. */
  readonly namespaceId: string;
  /**
   * The zone, e.g. `staging.restartix.internal`; only for the output `discoveryHostname`.
   * @default - none
   */
  readonly namespaceName?: string;
  /**
   * The name below the zone.
   * @default - the service's name
   */
  readonly name?: string;
  /**
   * Seconds that resolvers keep the addresses.
   * @default 10 - a stopped task is out of use soon
   */
  readonly ttlSeconds?: number;
}

/** ECS Service Connect: a proxy in every task. */
export interface ServiceConnect {
  /** ARN of the Cloud Map namespace. */
  readonly namespaceArn: string;
  /**
   * `client` reaches others and offers nothing.
   * @default 'client-and-server'
   */
  readonly role?: 'client' | 'client-and-server';
  /**
   * The name by which others reach the service.
   * @default - the service's name
   */
  readonly dnsName?: string;
  /**
   * The port by which others reach it.
   * @default - the service's port
   */
  readonly port?: number;
}

/** A change of the capacity range at a time. */
export interface ScheduledScaling {
  /** `cron(0 20 ? * MON-FRI *)`, `rate(…)` or `at(…)`. */
  readonly schedule: string;
  /**
   * Time zone of the schedule, e.g. `Europe/Bucharest`.
   * @default 'UTC'
   */
  readonly timezone?: string;
  /**
   * Fewest tasks from then on.
   * @default - the service's `minCapacity`, so that a range is put back without being repeated
   */
  readonly minCapacity?: number;
  /**
   * Most tasks from then on.
   * @default - the service's `maxCapacity`
   */
  readonly maxCapacity?: number;
}

/** The service's log. */
export interface ServiceLogs {
  /**
   * Days that the log is kept.
   * @default - 90 in production, 30 elsewhere
   */
  readonly retentionInDays?: number;
  /**
   * ARN of the KMS key; its policy must let `logs.{region}.amazonaws.com` use it.
   * @default - CloudWatch's own key
   */
  readonly kmsKeyArn?: string;
  /**
   * `blocking` loses no line and stops the service when CloudWatch does; `non-blocking` is the other way round.
   * @default 'blocking' - an audit trail with holes is none
   */
  readonly mode?: 'blocking' | 'non-blocking';
  /**
   * MiB of lines kept in memory in `non-blocking` mode; older ones are dropped.
   * @default 25
   */
  readonly bufferMib?: number;
}

/** What a task is, beside its size: that of a service, and one that runs once. */
export interface TaskOptions extends ModuleConfig, ContainerConfig {
  /** Where the tasks run. */
  readonly cluster: ServiceCluster;
  /** Private subnets of the tasks. */
  readonly subnetIds: readonly string[];
  /** Security groups of the tasks. */
  readonly securityGroupIds: readonly string[];
  /**
   * ARNs of the KMS keys that the secrets are encrypted with.
   * @default - the account's `aws/secretsmanager` key, which needs no permission
   */
  readonly secretsKmsKeyArns?: readonly string[];
  /**
   * ARNs of managed policies of the task role.
   * @default - none
   */
  readonly additionalIamPolicyArns?: readonly string[];
  /**
   * Statements of the task role: what the application may do.
   * @default - none
   */
  readonly taskPolicy?: readonly PolicyStatement[];
  /**
   * ARN of the permissions boundary of both roles.
   * @default - none
   */
  readonly permissionsBoundary?: string;
  /**
   * CPU architecture of the image; ARM64 costs a fifth less.
   * @default 'X86_64'
   */
  readonly architecture?: 'X86_64' | 'ARM64';
  /**
   * GiB of the task's own disk, 21 to 200.
   * @default - Fargate's 20, which are free
   */
  readonly ephemeralStorageGib?: number;
  /**
   * Containers beside the task's own, by name.
   * @default - none
   */
  readonly sidecars?: Readonly<Record<string, SidecarConfig>>;
  /**
   * What becomes of a revision when Terraform registers the next one. ECS starts no deployment from a deregistered
   * revision, which is what a rollback is: `keep` where rollbacks matter, at the price that a destroy leaves revisions.
   * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeregisterTaskDefinition.html
   * @default 'deregister' - a destroy leaves nothing
   */
  readonly oldRevisions?: 'keep' | 'deregister';
  /**
   * Allows `aws ecs execute-command` into the tasks. Needs a writable root filesystem.
   * @default false
   */
  readonly exec?: boolean;
  /** @default {} */
  readonly logs?: ServiceLogs;
}

/** Everything but the size. */
export interface EcsServiceOptions extends TaskOptions {
  /** Logical name, e.g. `core-api`: the service, its container, its log and its roles are named after it. */
  readonly serviceName: string;
  /**
   * The id that the construct had, for the deployment that renames the service: what it had is moved in the state, the
   * apply waits until the new service is steady, and only then the listener's rule moves and the old service goes. Its
   * own id where only `serviceName` changes. Remove it after that deployment.
   * @default - none: with another `serviceName` the old service goes before the tasks of the new one are healthy
   */
  readonly renamedFrom?: string;
  /**
   * The port that the container listens on.
   * @default - none: a worker
   */
  readonly port?: number;

  /** The VPC of the target group. */
  readonly vpcId: string;

  /**
   * Tasks when the service is made, and an image is deployed. From then on the scaling decides, where there is one.
   * @default 1
   */
  readonly desiredCount?: number;
  /**
   * Fewest tasks. Either bound switches scaling on.
   * @default - `desiredCount`
   */
  readonly minCapacity?: number;
  /**
   * Most tasks.
   * @default - `desiredCount`
   */
  readonly maxCapacity?: number;
  /**
   * Average CPU in percent that scaling aims at, 1 to 100.
   * @default 70
   */
  readonly targetCpuPct?: number;
  /**
   * Average memory in percent that scaling aims at, 1 to 100.
   * @default - memory does not scale
   */
  readonly targetMemoryPct?: number;
  /**
   * Requests per task and minute that scaling aims at.
   * @default - requests do not scale
   */
  readonly requestsPerTarget?: number;
  /**
   * Seconds between two steps of scaling.
   * @default {}
   */
  readonly scalingCooldown?: {
    /**
     * Seconds after a step before tasks are taken away.
     * @default 300 - a short lull takes nothing away
     */
    readonly inSeconds?: number;
    /**
     * Seconds after a step before tasks are added again.
     * @default 60
     */
    readonly outSeconds?: number;
  };
  /**
   * Changes of the range by name, e.g. a staging that sleeps at night.
   * @default - none
   */
  readonly scheduledScaling?: Readonly<Record<string, ScheduledScaling>>;

  /**
   * Path of the load balancer's health check.
   * @default '/health'
   */
  readonly healthCheckPath?: string;
  /**
   * The place behind a load balancer.
   * @default - none
   */
  readonly loadBalancer?: LoadBalancerBinding;
  /**
   * The name in a private DNS zone.
   * @default - none
   */
  readonly serviceDiscovery?: ServiceDiscovery;
  /** @default - none */
  readonly serviceConnect?: ServiceConnect;

  /**
   * ARNs of secrets that are injected whole, each as `{NAME}_SECRET`: `restartix/staging/database` is `DATABASE_SECRET`.
   * A full ARN, or the `arn` of an `aws_secretsmanager_secret` of the same stack.
   * @default - none
   */
  readonly secretsArns?: readonly string[];

  /**
   * Runs on Fargate Spot; an object says in what mix.
   * @default false
   */
  readonly useSpot?: boolean | SpotMix;

  /**
   * Who deploys a new image that `imageUri` names as text. With `external`, a pipeline registers revisions of the family
   * and updates the service, and Terraform leaves the service's task definition alone. Changing it changes nothing that
   * runs. A deployed image needs none: Terraform follows the pipeline, and changes of its own keep what was deployed.
   * @default 'terraform'
   */
  readonly deployment?: 'terraform' | 'external';
  /**
   * How many tasks run during a deployment, in percent of the desired count.
   * @default {}
   */
  readonly deploymentPercent?: {
    /**
     * Fewest running tasks, in percent of the desired count.
     * @default 100 - never fewer than wanted
     */
    readonly minimumHealthy?: number;
    /**
     * Most running tasks, in percent of the desired count.
     * @default 200 - each new task beside its old one
     */
    readonly maximum?: number;
  };
  /**
   * Names of CloudWatch alarms that roll a deployment back. Removed, they are switched off, and the provider plans to remove their
   * names each time, until `aws ecs update-service --deployment-configuration 'alarms={alarmNames=[],enable=false,rollback=false}'`.
   * @default - none: the circuit breaker only
   */
  readonly rollbackAlarmNames?: readonly string[];
  /**
   * Lets an apply wait until the deployment is done. A rollback counts as done for the provider.
   * @default - false, or true with `renamedFrom`
   */
  readonly waitForSteadyState?: boolean;
  /**
   * Lets ECS move tasks until they are even over the zones.
   * @default true
   */
  readonly availabilityZoneRebalancing?: boolean;
}

/** Inputs of the service. */
export type EcsServiceConfig = EcsServiceOptions & FargateSize;

/** Everything of a task that runs once, but the size. */
export interface EcsTaskOptions extends TaskOptions {
  /** Logical name, e.g. `migrations`: the family, the container, the log and the roles are named after it. */
  readonly taskName: string;
}

/** Inputs of a task that runs once. */
export type EcsTaskConfig = EcsTaskOptions & FargateSize;

/** What the parts of a task read, whoever starts it. */
export type NamedTask = TaskOptions & Pick<EcsServiceOptions, 'serviceName' | 'port' | 'secretsArns'>;
