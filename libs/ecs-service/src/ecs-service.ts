import type { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { EcsService as AwsEcsService } from '@cdktf/provider-aws/lib/ecs-service';
import type { EcsTaskDefinition } from '@cdktf/provider-aws/lib/ecs-task-definition';
import type { ServiceDiscoveryService } from '@cdktf/provider-aws/lib/service-discovery-service';
import {
  checkOpenPort,
  claimName,
  contextOf,
  deployedImageOf,
  nameOfArn,
  renamedFrom,
  whenDeployed,
  type DeployedImage,
  type ModuleContext,
} from '@restartix/core';
import { Construct } from 'constructs';
import { capacityProviderStrategy } from './capacity';
import { checkEcsService } from './ecs-service.checks';
import { checkTaskValues } from './task.checks';
import { discoveryHostname, makeDiscovery, serviceConnectConfiguration } from './discovery';
import type { EcsServiceConfig } from './ecs-service.config';
import { ECS_SERVICE_CONFIG } from './generated-inputs';
import { logConfiguration, makeLogGroup } from './logs';
import { join, neighbour, neighboursOf } from './neighbours';
import { rightsOf, makeRoles, type Roles } from './roles';
import { gracePeriod, listenAfter, makeRouting, rulesBefore, type Routing } from './routing';
import { isScaled, makeScaling, type Scaling } from './scaling';
import { secretArnsOf } from './secrets';
import { makeTaskDefinition } from './task-definition';
import { warnOfRisks } from './warnings';

/** What schedules, alarms and pipelines take from a service. */
export interface EcsServiceOutputs {
  readonly serviceArn: string;
  readonly serviceName: string;
  /** The ARN of the revision that Terraform registered last; of the newest one where the image is a deployed one. */
  readonly taskDefinitionArn: string;
  readonly taskDefinitionFamily: string;
  /** For schedules, which then start the newest revision. */
  readonly taskDefinitionArnWithoutRevision: string;
  /** Undefined without `loadBalancer`. */
  readonly targetGroupArn: string | undefined;
  /** `targetgroup/{name}/{id}`, the dimension of CloudWatch metrics. Undefined without `loadBalancer`. */
  readonly targetGroupArnSuffix: string | undefined;
  /** `app/{name}/{id}` of its load balancer, as `loadBalancer.albArnSuffix` has it. */
  readonly albArnSuffix: string | undefined;
  readonly taskRoleArn: string;
  readonly executionRoleArn: string;
  readonly logGroupName: string;
  /** ARNs of the secrets that its containers read. */
  readonly secretArns: readonly string[];
  /** The name of the service's own container. */
  readonly containerName: string;
  /** The image whose deployment starts tasks, schedules and alarms; undefined where `imageUri` is text. */
  readonly image: DeployedImage | undefined;
  /** `{name}.{namespace}`, where `serviceDiscovery.namespaceName` is given. */
  readonly discoveryHostname: string | undefined;
  /** The dimensions of the service's metrics in the CloudWatch namespace `AWS/ECS`. */
  readonly metricDimensions: { readonly ClusterName: string; readonly ServiceName: string };
}

/**
 * One Fargate service: task definition, service, target group and rule, scaling, roles, log.
 *
 * @example
 * new EcsService(this, 'core-api', {
 *   serviceName: 'core-api',
 *   imageUri: `${repository.repositoryUrl}:1.4.2`,
 *   port: 9000,
 *   cpu: 512,
 *   memory: 1024,
 *   minCapacity: 1,
 *   maxCapacity: 3,
 *   cluster,
 *   vpcId: network.vpcId,
 *   subnetIds: network.privateSubnetIds,
 *   securityGroupIds: [network.fargateAppSg],
 *   loadBalancer: { listenerArn: alb.listenerArn, hostHeaderValues: ['api-staging.restartix.pro'] },
 * });
 */
export class EcsService extends Construct implements EcsServiceOutputs {
  readonly service: AwsEcsService;
  readonly taskDefinition: EcsTaskDefinition;
  readonly logGroup: CloudwatchLogGroup;
  readonly roles: Roles;
  /** Undefined without `loadBalancer`. */
  readonly routing: Routing | undefined;
  /** Undefined without `serviceDiscovery`. */
  readonly discovery: ServiceDiscoveryService | undefined;
  /** Undefined without `minCapacity`, `maxCapacity` and `scheduledScaling`. */
  readonly scaling: Scaling | undefined;

  readonly containerName: string;
  readonly image: DeployedImage | undefined;
  readonly discoveryHostname: string | undefined;
  /** ARN of the service. */
  readonly serviceArn: string;
  /** e.g. `restartix-staging-core-api`. */
  readonly serviceName: string;
  readonly taskDefinitionArn: string;
  /** Name of the task definition, without revision. */
  readonly taskDefinitionFamily: string;
  readonly taskDefinitionArnWithoutRevision: string;
  readonly targetGroupArn: string | undefined;
  readonly targetGroupArnSuffix: string | undefined;
  readonly albArnSuffix: string | undefined;
  /** ARN of the role that the application has. */
  readonly taskRoleArn: string;
  /** ARN of the role that starts tasks: pulls images, reads secrets. */
  readonly executionRoleArn: string;
  /** Where the containers log to. */
  readonly logGroupName: string;
  readonly secretArns: readonly string[];
  readonly metricDimensions: { readonly ClusterName: string; readonly ServiceName: string };

  /** @throws ConfigError when the config cannot be deployed, or takes what another service of the stack has. */
  constructor(scope: Construct, id: string, config: EcsServiceConfig) {
    super(scope, id);
    checkTaskValues(id, config, ECS_SERVICE_CONFIG);
    const context = contextOf(this, 'ecs-service', id, config);
    // Before the checks: two services of one name also have one priority.
    claimName(this, {
      module: 'ecs-service',
      property: 'serviceName',
      value: config.serviceName,
      physicalName: context.name(config.serviceName),
    });
    const self = neighbour(this, id, config);
    checkEcsService(this, id, { config, self, neighbours: neighboursOf(this) });
    if (config.port !== undefined) {
      checkOpenPort(this, {
        module: 'ecs-service',
        port: config.port,
        securityGroupIds: config.securityGroupIds,
        fix: 'Use one of these, or widen applicationPorts of the network.',
      });
    }
    join(this, self);
    warnOfRisks(this, id, config, context.env);

    const { loadBalancer, serviceDiscovery } = config;
    this.containerName = config.serviceName;
    this.image = deployedImageOf(config.imageUri);
    const clusterName = config.cluster.clusterName ?? nameOfArn(config.cluster.clusterId);
    this.logGroup = makeLogGroup(this, context, config);
    this.roles = makeRoles(this, context, config);
    this.taskDefinition = makeTaskDefinition(this, { context, config, roles: this.roles, logGroup: this.logGroup });
    this.routing = loadBalancer && makeRouting(this, context, { ...config, loadBalancer });
    this.discovery = serviceDiscovery && makeDiscovery(this, config.serviceName, serviceDiscovery);
    this.discoveryHostname = discoveryHostname(config);
    this.service = this.fargateService(context, config);
    if (this.routing?.handoverRule) listenAfter(this.routing, this.service);
    this.scaling = isScaled(config)
      ? makeScaling(this, {
          context,
          config,
          resourceId: `service/${clusterName}/${this.service.name}`,
          targetGroup: this.routing?.targetGroup,
        })
      : undefined;

    this.serviceArn = this.service.id;
    this.serviceName = this.service.name;
    this.taskDefinitionArn = this.taskDefinition.arn;
    this.taskDefinitionFamily = this.taskDefinition.family;
    this.taskDefinitionArnWithoutRevision = this.taskDefinition.arnWithoutRevision;
    this.targetGroupArn = this.routing?.targetGroup.arn;
    this.targetGroupArnSuffix = this.routing?.targetGroup.arnSuffix;
    this.albArnSuffix = config.loadBalancer?.albArnSuffix;
    this.taskRoleArn = this.roles.task.arn;
    this.executionRoleArn = this.roles.execution.arn;
    this.logGroupName = this.logGroup.name;
    this.secretArns = secretArnsOf(config);
    this.metricDimensions = { ClusterName: clusterName, ServiceName: this.serviceName };
    if (config.renamedFrom !== undefined && config.renamedFrom !== id) renamedFrom(config.renamedFrom, this);
  }

  private fargateService(context: ModuleContext, config: EcsServiceConfig): AwsEcsService {
    const { serviceName, loadBalancer, serviceConnect, rollbackAlarmNames } = config;
    const log = logConfiguration(
      { logGroup: this.logGroup, region: context.region, logs: config.logs },
      'service-connect',
    );
    const ignored = ignoredChanges(config);
    return new AwsEcsService(this, 'service', {
      name: context.name(serviceName),
      cluster: config.cluster.clusterId,
      taskDefinition: this.taskDefinition.arn,
      // A deployment without an image fails, and nothing starts it again.
      desiredCount: whenDeployed(this.image, config.desiredCount ?? 1, 0),
      capacityProviderStrategy: capacityProviderStrategy(config),
      // AWS changes the strategy of a running service only together with a new deployment.
      forceNewDeployment: true,
      networkConfiguration: {
        subnets: [...config.subnetIds],
        securityGroups: [...config.securityGroupIds],
        assignPublicIp: false,
      },
      loadBalancer: this.routing && [
        { targetGroupArn: this.routing.targetGroup.arn, containerName: serviceName, containerPort: config.port! },
      ],
      healthCheckGracePeriodSeconds: loadBalancer && gracePeriod(loadBalancer, config.containerHealthCheck),
      serviceRegistries: this.discovery && { registryArn: this.discovery.arn },
      serviceConnectConfiguration: serviceConnect && serviceConnectConfiguration(config, serviceConnect, log),
      deploymentMinimumHealthyPercent: config.deploymentPercent?.minimumHealthy ?? 100,
      deploymentMaximumPercent: config.deploymentPercent?.maximum ?? 200,
      deploymentCircuitBreaker: { enable: true, rollback: true },
      alarms: rollbackAlarmNames?.length
        ? { alarmNames: [...rollbackAlarmNames], enable: true, rollback: true }
        : undefined,
      availabilityZoneRebalancing: (config.availabilityZoneRebalancing ?? true) ? 'ENABLED' : 'DISABLED',
      enableExecuteCommand: config.exec ?? false,
      enableEcsManagedTags: true,
      propagateTags: 'SERVICE',
      waitForSteadyState: config.waitForSteadyState ?? config.renamedFrom !== undefined,
      // AWS refuses a service whose target group no listener uses, or whose capacity provider the cluster has not got;
      // tasks need their rights when they start.
      dependsOn: [
        ...(this.routing ? rulesBefore(this.routing) : []),
        ...(config.cluster.capacity ? [config.cluster.capacity] : []),
        ...rightsOf(this.roles.execution),
        ...rightsOf(this.roles.task),
      ],
      lifecycle: { createBeforeDestroy: true, ...(ignored.length > 0 ? { ignoreChanges: ignored } : {}) },
    });
  }
}

/** What somebody else than Terraform decides: how many tasks run, which revision runs. */
function ignoredChanges(config: EcsServiceConfig): string[] {
  return [
    ...(isScaled(config) ? ['desired_count'] : []),
    ...(config.deployment === 'external' ? ['task_definition'] : []),
  ];
}
