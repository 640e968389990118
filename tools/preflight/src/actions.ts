/**
 * Every IAM action that preflight needs, all of them reads of facts and none of values. `sts:GetCallerIdentity` needs no
 * permission. What is denied is reported as not asked.
 */
export const PREFLIGHT_ACTIONS = [
  'ec2:DescribeAddresses',
  'ec2:DescribeAvailabilityZones',
  'ec2:DescribeInstanceTypeOfferings',
  'ec2:DescribeNatGateways',
  'ec2:DescribeRegions',
  'ec2:DescribeSubnets',
  'ec2:DescribeVpcEndpoints',
  'ec2:DescribeVpcs',
  'ecr:ListImages',
  'ecs:DescribeTasks',
  'ecs:ListClusters',
  'ecs:ListTasks',
  'elasticache:DescribeCacheClusters',
  'elasticache:DescribeCacheEngineVersions',
  'elasticache:DescribeReservedCacheNodesOfferings',
  'elasticloadbalancing:DescribeLoadBalancers',
  'elasticloadbalancing:DescribeTargetGroups',
  'iam:GetAccountSummary',
  'iam:GetOpenIDConnectProvider',
  'iam:GetPolicy',
  'iam:GetRole',
  'iam:ListRoles',
  'kms:ListKeys',
  'logs:DescribeResourcePolicies',
  'rds:DescribeDBClusters',
  'rds:DescribeDBEngineVersions',
  'rds:DescribeDBInstances',
  'rds:DescribeOrderableDBInstanceOptions',
  's3:ListAllMyBuckets',
  's3:ListBucket',
  'secretsmanager:DescribeSecret',
  'servicequotas:GetAWSDefaultServiceQuota',
  'servicequotas:GetServiceQuota',
  'ses:GetAccount',
] as const;

export type Action = (typeof PREFLIGHT_ACTIONS)[number] | 'sts:GetCallerIdentity';
