import type { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import type { EcsTaskDefinition } from '@cdktf/provider-aws/lib/ecs-task-definition';
import { claimName, contextOf, deployedImageOf, type DeployedImage } from '@restartix/core';
import { Construct } from 'constructs';
import type { EcsTaskConfig, ServiceCluster } from './ecs-service.config';
import { ECS_TASK_CONFIG } from './generated-inputs';
import { makeLogGroup } from './logs';
import { makeRoles, type Roles } from './roles';
import { secretArnsOf } from './secrets';
import { checkEcsTask, checkTaskValues } from './task.checks';
import { makeTaskDefinition } from './task-definition';

/** What a schedule, a pipeline or a person needs to run the task. */
export interface EcsTaskOutputs {
  /** The ARN of the revision that Terraform registered last. */
  readonly taskDefinitionArn: string;
  /** Name of the task definition, without revision. */
  readonly taskDefinitionFamily: string;
  /** For who starts the newest revision. */
  readonly taskDefinitionArnWithoutRevision: string;
  /** The name of the task's own container. */
  readonly containerName: string;
  /** The image whose deployment is awaited; undefined where `imageUri` is text. */
  readonly image: DeployedImage | undefined;
  readonly taskRoleArn: string;
  readonly executionRoleArn: string;
  readonly logGroupName: string;
  /** ARNs of the secrets that its containers read. */
  readonly secretArns: readonly string[];
  readonly cluster: ServiceCluster;
  readonly subnetIds: readonly string[];
  readonly securityGroupIds: readonly string[];
}

/**
 * A Fargate task that somebody starts and that ends by itself: migrations, a restore. Task definition, roles and log, as of a
 * service, and where it runs; nothing here starts it.
 *
 * @example
 * new EcsTask(this, 'migrations', {
 *   taskName: 'migrations',
 *   imageUri: `${repository.repositoryUrl}:1.4.2`,
 *   command: ['migrate'],
 *   cpu: 512,
 *   memory: 1024,
 *   secrets: { DATABASE_DIRECT_URL: { arn: secrets.arns.database, jsonKey: 'DATABASE_DIRECT_URL' } },
 *   cluster,
 *   subnetIds: network.privateSubnetIds,
 *   securityGroupIds: [network.migrationsRunnerSg],
 * });
 */
export class EcsTask extends Construct implements EcsTaskOutputs {
  readonly taskDefinition: EcsTaskDefinition;
  readonly logGroup: CloudwatchLogGroup;
  readonly roles: Roles;

  readonly containerName: string;
  readonly image: DeployedImage | undefined;
  readonly taskDefinitionArn: string;
  readonly taskDefinitionFamily: string;
  readonly taskDefinitionArnWithoutRevision: string;
  /** ARN of the role that the application has. */
  readonly taskRoleArn: string;
  /** ARN of the role that starts tasks: pulls images, reads secrets. */
  readonly executionRoleArn: string;
  /** Where the containers log to. */
  readonly logGroupName: string;
  readonly secretArns: readonly string[];
  readonly cluster: ServiceCluster;
  /** Where the task runs, as given. */
  readonly subnetIds: readonly string[];
  /** Security groups of the task, as given. */
  readonly securityGroupIds: readonly string[];

  /** @throws ConfigError when the config cannot be registered, or takes what another task or service of the stack has. */
  constructor(scope: Construct, id: string, options: EcsTaskConfig) {
    super(scope, id);
    checkTaskValues(id, options, ECS_TASK_CONFIG);
    const context = contextOf(this, 'ecs-service', id, options);
    const config = { ...options, serviceName: options.taskName };
    claimName(this, {
      module: 'ecs-service',
      property: 'taskName',
      value: options.taskName,
      physicalName: context.name(options.taskName),
    });
    checkEcsTask(this, id, config);

    this.containerName = options.taskName;
    this.image = deployedImageOf(options.imageUri);
    this.logGroup = makeLogGroup(this, context, config);
    this.roles = makeRoles(this, context, config);
    this.taskDefinition = makeTaskDefinition(this, { context, config, roles: this.roles, logGroup: this.logGroup });

    this.taskDefinitionArn = this.taskDefinition.arn;
    this.taskDefinitionFamily = this.taskDefinition.family;
    this.taskDefinitionArnWithoutRevision = this.taskDefinition.arnWithoutRevision;
    this.taskRoleArn = this.roles.task.arn;
    this.executionRoleArn = this.roles.execution.arn;
    this.logGroupName = this.logGroup.name;
    this.secretArns = secretArnsOf(config);
    this.cluster = options.cluster;
    this.subnetIds = options.subnetIds;
    this.securityGroupIds = options.securityGroupIds;
  }
}
