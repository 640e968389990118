import type { SecondCreate } from './second-create';

const EC2 = 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference';
/** Which calls of EC2 take a token, and which are the same when they are repeated. */
const TOKENS = 'https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-idempotency.html';
const EC2_ERRORS = `${EC2}/errors-overview.html`;
const ACM = 'https://docs.aws.amazon.com/acm/latest/APIReference';
const AUTO_SCALING = 'https://docs.aws.amazon.com/autoscaling/ec2/APIReference';
const SCALABLE = 'https://docs.aws.amazon.com/autoscaling/application/APIReference';
const ECR = 'https://docs.aws.amazon.com/AmazonECR/latest/APIReference';
const ECS = 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference';
const CACHE = 'https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference';
const ELB = 'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference';
const IAM = 'https://docs.aws.amazon.com/IAM/latest/APIReference';
const KMS = 'https://docs.aws.amazon.com/kms/latest/APIReference';
const LOGS = 'https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference';
const RDS = 'https://docs.aws.amazon.com/AmazonRDS/latest/APIReference';
const S3 = 'https://docs.aws.amazon.com/AmazonS3/latest/API';
const SCHEDULER = 'https://docs.aws.amazon.com/scheduler/latest/APIReference';
const SECRETS = 'https://docs.aws.amazon.com/secretsmanager/latest/apireference';
const CLOUD_MAP = 'https://docs.aws.amazon.com/cloud-map/latest/api';
const SES = 'https://docs.aws.amazon.com/ses/latest/APIReference-V2';
const SNS = 'https://docs.aws.amazon.com/sns/latest/api';
const SQS = 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference';
const SSM = 'https://docs.aws.amazon.com/systems-manager/latest/APIReference';

/** Every call that creates something, and what a second one does: within one run, where the SDK repeats it, and in the next run. */
export const SECOND_CREATES: readonly SecondCreate[] = [
  {
    call: 'acm:RequestCertificate',
    types: ['aws_acm_certificate'],
    repeated: 'same by token',
    again: 'twice',
    source: `${ACM}/API_RequestCertificate.html`,
  },
  {
    call: 'application-autoscaling:RegisterScalableTarget',
    types: ['aws_appautoscaling_target'],
    repeated: 'same',
    again: 'same',
    source: `${SCALABLE}/API_RegisterScalableTarget.html`,
  },
  {
    call: 'autoscaling:CreateAutoScalingGroup',
    types: ['aws_autoscaling_group'],
    repeated: 'refused',
    again: 'refused',
    source: `${AUTO_SCALING}/API_CreateAutoScalingGroup.html`,
  },
  { call: 'ec2:AllocateAddress', types: ['aws_eip'], repeated: 'twice', again: 'twice', source: TOKENS },
  {
    call: 'ec2:AssociateAddress',
    types: ['aws_eip'],
    repeated: 'same',
    again: 'same',
    source: `${EC2}/API_AssociateAddress.html`,
  },
  {
    call: 'ec2:AssociateRouteTable',
    types: ['aws_route_table_association'],
    repeated: 'refused',
    again: 'refused',
    source: EC2_ERRORS,
  },
  {
    call: 'ec2:AttachInternetGateway',
    types: ['aws_internet_gateway'],
    repeated: 'refused',
    again: 'refused',
    source: EC2_ERRORS,
  },
  {
    call: 'ec2:AuthorizeSecurityGroupEgress',
    types: ['aws_vpc_security_group_egress_rule'],
    repeated: 'refused',
    again: 'refused',
    source: EC2_ERRORS,
  },
  {
    call: 'ec2:AuthorizeSecurityGroupIngress',
    types: ['aws_vpc_security_group_ingress_rule'],
    repeated: 'refused',
    again: 'refused',
    source: EC2_ERRORS,
  },
  { call: 'ec2:CreateFlowLogs', types: ['aws_flow_log'], repeated: 'same by token', again: 'refused', source: TOKENS },
  {
    call: 'ec2:CreateInternetGateway',
    types: ['aws_internet_gateway'],
    repeated: 'twice',
    again: 'twice',
    source: TOKENS,
  },
  {
    call: 'ec2:CreateLaunchTemplate',
    types: ['aws_launch_template'],
    repeated: 'same by token',
    again: 'refused',
    source: TOKENS,
  },
  {
    call: 'ec2:CreateNatGateway',
    types: ['aws_nat_gateway'],
    repeated: 'same by token',
    again: 'twice',
    source: TOKENS,
  },
  {
    call: 'ec2:CreateNetworkInterface',
    types: ['aws_network_interface'],
    repeated: 'same by token',
    again: 'twice',
    source: TOKENS,
  },
  { call: 'ec2:CreateRoute', types: ['aws_route'], repeated: 'refused', again: 'refused', source: EC2_ERRORS },
  {
    call: 'ec2:CreateRouteTable',
    types: ['aws_route_table'],
    repeated: 'same by token',
    again: 'twice',
    source: TOKENS,
  },
  {
    call: 'ec2:CreateSecurityGroup',
    types: ['aws_security_group'],
    repeated: 'refused',
    again: 'refused',
    source: EC2_ERRORS,
  },
  { call: 'ec2:CreateSubnet', types: ['aws_subnet'], repeated: 'refused', again: 'refused', source: EC2_ERRORS },
  { call: 'ec2:CreateTags', types: [], repeated: 'same', again: 'same', source: `${EC2}/API_CreateTags.html` },
  { call: 'ec2:CreateVpc', types: ['aws_vpc'], repeated: 'twice', again: 'twice', source: TOKENS },
  {
    call: 'ec2:CreateVpcEndpoint',
    types: ['aws_vpc_endpoint'],
    repeated: 'same by token',
    again: 'twice',
    source: TOKENS,
  },
  {
    call: 'ecr:CreateRepository',
    types: ['aws_ecr_repository'],
    repeated: 'refused',
    again: 'refused',
    source: `${ECR}/API_CreateRepository.html`,
  },
  {
    call: 'ecs:CreateCluster',
    types: ['aws_ecs_cluster'],
    repeated: 'same',
    again: 'same',
    source: `${ECS}/API_CreateCluster.html`,
  },
  {
    call: 'ecs:CreateService',
    types: ['aws_ecs_service'],
    repeated: 'refused',
    again: 'refused',
    source: `${ECS}/API_CreateService.html`,
  },
  {
    call: 'ecs:RegisterTaskDefinition',
    types: ['aws_ecs_task_definition'],
    repeated: 'twice',
    again: 'twice',
    harmless: 'another revision of the family, which costs nothing and which nothing runs',
    source: `${ECS}/API_RegisterTaskDefinition.html`,
  },
  {
    call: 'elasticache:CreateCacheParameterGroup',
    types: ['aws_elasticache_parameter_group'],
    repeated: 'refused',
    again: 'refused',
    source: `${CACHE}/API_CreateCacheParameterGroup.html`,
  },
  {
    call: 'elasticache:CreateCacheSubnetGroup',
    types: ['aws_elasticache_subnet_group'],
    repeated: 'refused',
    again: 'refused',
    source: `${CACHE}/API_CreateCacheSubnetGroup.html`,
  },
  {
    call: 'elasticache:CreateReplicationGroup',
    types: ['aws_elasticache_replication_group'],
    repeated: 'refused',
    again: 'refused',
    source: `${CACHE}/API_CreateReplicationGroup.html`,
  },
  {
    call: 'elasticloadbalancing:CreateListener',
    types: ['aws_lb_listener'],
    repeated: 'same',
    again: 'same',
    source: `${ELB}/API_CreateListener.html`,
  },
  {
    call: 'elasticloadbalancing:CreateLoadBalancer',
    types: ['aws_lb'],
    repeated: 'same',
    again: 'refused',
    source: `${ELB}/API_CreateLoadBalancer.html`,
  },
  {
    call: 'elasticloadbalancing:CreateRule',
    types: ['aws_lb_listener_rule'],
    repeated: 'refused',
    again: 'refused',
    source: `${ELB}/API_CreateRule.html`,
  },
  {
    call: 'elasticloadbalancing:CreateTargetGroup',
    types: ['aws_lb_target_group'],
    repeated: 'same',
    again: 'refused',
    source: `${ELB}/API_CreateTargetGroup.html`,
  },
  {
    call: 'iam:AddRoleToInstanceProfile',
    types: ['aws_iam_instance_profile'],
    repeated: 'refused',
    again: 'refused',
    source: `${IAM}/API_AddRoleToInstanceProfile.html`,
  },
  {
    call: 'iam:AttachRolePolicy',
    types: ['aws_iam_role_policy_attachment'],
    repeated: 'same',
    again: 'same',
    source: `${IAM}/API_AttachRolePolicy.html`,
  },
  {
    call: 'iam:CreateInstanceProfile',
    types: ['aws_iam_instance_profile'],
    repeated: 'refused',
    again: 'refused',
    source: `${IAM}/API_CreateInstanceProfile.html`,
  },
  {
    call: 'iam:CreateRole',
    types: ['aws_iam_role'],
    repeated: 'refused',
    again: 'refused',
    source: `${IAM}/API_CreateRole.html`,
  },
  {
    call: 'kms:CreateAlias',
    types: ['aws_kms_alias'],
    repeated: 'refused',
    again: 'refused',
    source: `${KMS}/API_CreateAlias.html`,
  },
  {
    call: 'kms:CreateKey',
    types: ['aws_kms_key'],
    repeated: 'twice',
    again: 'twice',
    source: `${KMS}/API_CreateKey.html`,
  },
  {
    call: 'logs:CreateLogGroup',
    types: ['aws_cloudwatch_log_group'],
    repeated: 'refused',
    again: 'refused',
    source: `${LOGS}/API_CreateLogGroup.html`,
  },
  {
    call: 'rds:CreateDBCluster',
    types: ['aws_rds_cluster'],
    repeated: 'refused',
    again: 'refused',
    source: `${RDS}/API_CreateDBCluster.html`,
  },
  {
    call: 'rds:CreateDBClusterParameterGroup',
    types: ['aws_rds_cluster_parameter_group'],
    repeated: 'refused',
    again: 'refused',
    source: `${RDS}/API_CreateDBClusterParameterGroup.html`,
  },
  {
    call: 'rds:CreateDBInstance',
    types: ['aws_db_instance', 'aws_rds_cluster_instance'],
    repeated: 'refused',
    again: 'refused',
    source: `${RDS}/API_CreateDBInstance.html`,
  },
  {
    call: 'rds:CreateDBParameterGroup',
    types: ['aws_db_parameter_group'],
    repeated: 'refused',
    again: 'refused',
    source: `${RDS}/API_CreateDBParameterGroup.html`,
  },
  {
    call: 'rds:CreateDBSubnetGroup',
    types: ['aws_db_subnet_group'],
    repeated: 'refused',
    again: 'refused',
    source: `${RDS}/API_CreateDBSubnetGroup.html`,
  },
  {
    call: 'rds:CreateEventSubscription',
    types: ['aws_db_event_subscription'],
    repeated: 'refused',
    again: 'refused',
    source: `${RDS}/API_CreateEventSubscription.html`,
  },
  {
    call: 's3:CreateBucket',
    types: ['aws_s3_bucket'],
    repeated: 'refused',
    again: 'refused',
    source: `${S3}/API_CreateBucket.html`,
  },
  {
    call: 'scheduler:CreateSchedule',
    types: ['aws_scheduler_schedule'],
    repeated: 'same by token',
    again: 'refused',
    source: `${SCHEDULER}/API_CreateSchedule.html`,
  },
  {
    call: 'scheduler:CreateScheduleGroup',
    types: ['aws_scheduler_schedule_group'],
    repeated: 'same by token',
    again: 'refused',
    source: `${SCHEDULER}/API_CreateScheduleGroup.html`,
  },
  {
    call: 'secretsmanager:CreateSecret',
    types: ['aws_secretsmanager_secret'],
    repeated: 'same by token',
    again: 'refused',
    source: `${SECRETS}/API_CreateSecret.html`,
  },
  {
    call: 'secretsmanager:PutSecretValue',
    types: ['aws_secretsmanager_secret_version'],
    repeated: 'same by token',
    again: 'twice',
    harmless: 'another version of the value; refused for a generated value, unless an unfinished deploy put it',
    source: `${SECRETS}/API_PutSecretValue.html`,
  },
  {
    call: 'servicediscovery:CreatePrivateDnsNamespace',
    types: ['aws_service_discovery_private_dns_namespace'],
    repeated: 'same by token',
    again: 'refused',
    source: `${CLOUD_MAP}/API_CreatePrivateDnsNamespace.html`,
  },
  {
    call: 'servicediscovery:CreateService',
    types: ['aws_service_discovery_service'],
    repeated: 'same by token',
    again: 'refused',
    source: `${CLOUD_MAP}/API_CreateService.html`,
  },
  {
    call: 'ses:CreateConfigurationSet',
    types: ['aws_sesv2_configuration_set'],
    repeated: 'refused',
    again: 'refused',
    source: `${SES}/API_CreateConfigurationSet.html`,
  },
  {
    call: 'ses:CreateConfigurationSetEventDestination',
    types: ['aws_sesv2_configuration_set_event_destination'],
    repeated: 'refused',
    again: 'refused',
    source: `${SES}/API_CreateConfigurationSetEventDestination.html`,
  },
  {
    call: 'ses:CreateEmailIdentity',
    types: ['aws_sesv2_email_identity'],
    repeated: 'refused',
    again: 'refused',
    source: `${SES}/API_CreateEmailIdentity.html`,
  },
  {
    call: 'sns:CreateTopic',
    types: ['aws_sns_topic'],
    repeated: 'same',
    again: 'same',
    source: `${SNS}/API_CreateTopic.html`,
  },
  {
    call: 'sns:Subscribe',
    types: ['aws_sns_topic_subscription'],
    repeated: 'same',
    again: 'same',
    source: `${SNS}/API_Subscribe.html`,
  },
  {
    call: 'sqs:CreateQueue',
    types: ['aws_sqs_queue'],
    repeated: 'same',
    again: 'same',
    source: `${SQS}/API_CreateQueue.html`,
  },
  {
    call: 'ssm:PutParameter',
    types: ['aws_ssm_parameter'],
    repeated: 'refused',
    again: 'refused',
    source: `${SSM}/API_PutParameter.html`,
  },
];
