import type { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { EcsCluster as AwsEcsCluster } from '@cdktf/provider-aws/lib/ecs-cluster';
import { EcsClusterCapacityProviders } from '@cdktf/provider-aws/lib/ecs-cluster-capacity-providers';
import type { ServiceDiscoveryPrivateDnsNamespace } from '@cdktf/provider-aws/lib/service-discovery-private-dns-namespace';
import { claimName, contextOf, warn } from '@restartix/core';
import { Construct } from 'constructs';
import { capacityOf } from './capacity';
import { checkEcsCluster } from './ecs-cluster.checks';
import type { EcsClusterConfig } from './ecs-cluster.config';
import { execConfiguration, makeExecLogGroup, type Exec } from './exec-logging';
import { makeInsightsLogGroup } from './insights-log';
import { makeNamespace, type Namespace } from './namespace';

/** What services and schedules take from a cluster. */
export interface EcsClusterOutputs {
  /** The id of the cluster, which is its ARN. */
  readonly clusterId: string;
  readonly clusterArn: string;
  readonly clusterName: string;
  /** `FARGATE`, and `FARGATE_SPOT` where Spot is enabled. */
  readonly capacityProviders: readonly string[];
  readonly execLogGroupName: string;
  readonly execLogGroupArn: string;
  /** What a service with `exec` needs, as one value. */
  readonly exec: Exec;
}

/**
 * An ECS cluster for Fargate: capacity providers, Container Insights, recorded exec sessions.
 *
 * @example
 * const cluster = new EcsCluster(this, 'ecs-cluster', { enableFargateSpot: true });
 * new EcsService(this, 'core-api', { cluster, … });
 */
export class EcsCluster extends Construct implements EcsClusterOutputs {
  readonly cluster: AwsEcsCluster;
  readonly capacity: EcsClusterCapacityProviders;
  readonly execLogGroup: CloudwatchLogGroup;
  /** Undefined without Container Insights. */
  readonly insightsLogGroup: CloudwatchLogGroup | undefined;
  /** Undefined without `privateDnsNamespace`. */
  readonly privateDnsNamespace: ServiceDiscoveryPrivateDnsNamespace | undefined;

  readonly capacityProviders: readonly string[];
  readonly clusterId: string;
  /** ARN of the cluster. */
  readonly clusterArn: string;
  /** e.g. `restartix-staging-cluster`. */
  readonly clusterName: string;
  /** Where exec sessions are recorded. */
  readonly execLogGroupName: string;
  /** ARN of the log group of exec sessions. */
  readonly execLogGroupArn: string;
  readonly exec: Exec;

  /** @throws ConfigError when the config cannot be deployed. */
  constructor(scope: Construct, id: string, config: EcsClusterConfig = {}) {
    super(scope, id);
    checkEcsCluster(id, config);
    const { name = 'cluster', containerInsights = 'enabled', exec = {} } = config;
    const context = contextOf(this, 'ecs-cluster', id, config);
    const physicalName = context.name(name, 255);
    // AWS answers the creation of a second cluster of one name with the first, so nobody would notice.
    claimName(this, { module: 'ecs-cluster', property: 'name', value: name, physicalName });
    const { providers, defaultStrategy } = capacityOf(config);

    this.execLogGroup = makeExecLogGroup(this, context, config);
    this.insightsLogGroup =
      containerInsights === 'disabled' ? undefined : makeInsightsLogGroup(this, physicalName, config);
    this.cluster = new AwsEcsCluster(this, 'cluster', {
      name: physicalName,
      setting: [{ name: 'containerInsights', value: containerInsights }],
      configuration: {
        executeCommandConfiguration: execConfiguration(this.execLogGroup, exec),
        managedStorageConfiguration: config.ephemeralStorageKmsKeyArn
          ? { fargateEphemeralStorageKmsKeyId: config.ephemeralStorageKmsKeyArn }
          : undefined,
      },
      dependsOn: this.insightsLogGroup && [this.insightsLogGroup],
    });
    this.capacity = new EcsClusterCapacityProviders(this, 'capacity', {
      clusterName: this.cluster.name,
      capacityProviders: [...providers],
      defaultCapacityProviderStrategy: [...defaultStrategy],
    });
    this.privateDnsNamespace = config.privateDnsNamespace && makeNamespace(this, context, config.privateDnsNamespace);

    this.capacityProviders = providers;
    this.clusterId = this.cluster.id;
    this.clusterArn = this.cluster.arn;
    this.clusterName = this.cluster.name;
    this.execLogGroupName = this.execLogGroup.name;
    this.execLogGroupArn = this.execLogGroup.arn;
    this.exec = {
      logGroupName: this.execLogGroupName,
      logGroupArn: this.execLogGroupArn,
      kmsKeyArn: exec.kmsKeyArn,
    };
    if (config.enableFargateSpot && context.env === 'production') {
      warn(
        this,
        `ecs-cluster "${id}": Fargate Spot is the default capacity in production. AWS may stop a Spot task with two minutes' notice; give the services an on-demand base.`,
      );
    }
  }

  /**
   * The private DNS namespace, as services take it.
   * @throws Error when the cluster was made without `privateDnsNamespace`.
   */
  get namespace(): Namespace {
    const namespace = this.privateDnsNamespace;
    if (!namespace) {
      throw new Error(`The cluster ${this.node.path} has no namespace. Give it privateDnsNamespace: { vpcId }.`);
    }
    return { namespaceId: namespace.id, namespaceArn: namespace.arn, namespaceName: namespace.name };
  }
}
