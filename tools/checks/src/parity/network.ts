import { Network, type NetworkConfig } from '@restartix/network';
import { parityOf } from './parity';

const gateway: Partial<NetworkConfig> = { natStrategy: 'nat-gateway' };

export const network = parityOf({
  module: 'network',
  construct: Network,
  base: {
    vpcCidr: '10.10.0.0/16',
    availabilityZones: ['eu-central-1a', 'eu-central-1b'],
    natStrategy: 'nat-instance',
  } as NetworkConfig,
  inputs: {
    env: { env: 'production' },
    vpc_cidr: { vpcCidr: '10.20.0.0/16' },
    availability_zones: { availabilityZones: ['eu-central-1a', 'eu-central-1c'] },
    nat_strategy: gateway,
    nat_per_az: { natPerAz: true },
  },
  outputs: {
    vpc_id: 'vpcId',
    private_subnet_ids: 'privateSubnetIds',
    public_subnet_ids: 'publicSubnetIds',
    alb_sg: 'albSg',
    fargate_app_sg: 'fargateAppSg',
    fargate_pgbouncer_sg: 'fargatePgbouncerSg',
    rds_sg: 'rdsSg',
    redis_sg: 'redisSg',
    migrations_runner_sg: 'migrationsRunnerSg',
  },
  resources: [
    { spec: 'aws_vpc', type: 'aws_vpc', arguments: { cidr_block: '10.10.0.0/16' }, count: 1 },
    { spec: 'aws_subnet, 2 public and 2 private, one pair per zone', type: 'aws_subnet', count: 4 },
    { spec: 'aws_internet_gateway', type: 'aws_internet_gateway', count: 1 },
    {
      spec: 'aws_nat_instance (staging)',
      type: 'aws_autoscaling_group',
      arguments: { min_size: 1, max_size: 1 },
      deviation:
        'AWS has no such resource: an Auto Scaling group of one, with a fixed network interface and an Elastic IP.',
    },
    { spec: 't4g.nano', type: 'aws_launch_template', arguments: { instance_type: 't4g.nano' } },
    { spec: 'aws_nat_gateway (production)', type: 'aws_nat_gateway', count: 1, given: gateway },
    {
      spec: 'nat_per_az: a NAT in each zone',
      type: 'aws_nat_gateway',
      count: 2,
      given: { ...gateway, natPerAz: true },
    },
    { spec: 'aws_route_table, public and private', type: 'aws_route_table' },
    {
      spec: 'aws_security_group × 6',
      type: 'aws_security_group',
      count: 8,
      deviation: 'The six specified, one for the interface endpoints, one for the NAT instance.',
    },
    {
      spec: 'aws_vpc_endpoint for S3, a gateway',
      type: 'aws_vpc_endpoint',
      arguments: { vpc_endpoint_type: 'Gateway' },
    },
    {
      spec: 'aws_vpc_endpoint for ECR, Secrets Manager, KMS and CloudWatch Logs, interfaces',
      type: 'aws_vpc_endpoint',
      arguments: { vpc_endpoint_type: 'Interface' },
      count: 6,
      deviation: 'ECR has two endpoints, api and dkr: six with the gateway.',
    },
  ],
});
