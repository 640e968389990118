import { priceNameOf, SPOT_DISCOUNT, type CostItem, type Term } from '../readmes';
import type { Block, Synthesized } from '@restartix/testing';

/** What an environment is paid for each month while nobody uses it, read out of what it synthesizes. */
export function costItems(env: Synthesized): CostItem[] {
  return [
    ...natInstances(env),
    ...natGateways(env),
    ...endpoints(env),
    ...addresses(env),
    ...loadBalancers(env),
    ...services(env),
    ...databases(env),
    ...caches(env),
    ...alarms(env),
    ...countedResources(env),
  ];
}

/** Resources of which each costs the same, whatever is in it. */
const COUNTED = {
  aws_kms_key: { price: 'kmsKey', what: 'KMS keys' },
  aws_secretsmanager_secret: { price: 'secret', what: 'Secrets' },
  aws_cloudwatch_dashboard: { price: 'dashboard', what: 'Dashboards' },
  aws_service_discovery_private_dns_namespace: { price: 'hostedZone', what: 'Private DNS zone' },
} as const;

/** Terraform's types that have a line of their own here. */
export const PRICED: readonly string[] = [
  ...Object.keys(COUNTED),
  'aws_cloudwatch_metric_alarm',
  'aws_autoscaling_group',
  'aws_launch_template',
  'aws_nat_gateway',
  'aws_vpc_endpoint',
  'aws_eip',
  'aws_lb',
  'aws_ecs_service',
  'aws_ecs_task_definition',
  'aws_service_discovery_service',
  'aws_rds_cluster',
  'aws_rds_cluster_instance',
  'aws_db_instance',
  'aws_elasticache_replication_group',
];

function countedResources(env: Synthesized): CostItem[] {
  return Object.entries(COUNTED).flatMap(([type, { price, what }]) => {
    const quantity = Object.keys(env.resources(type)).length;
    return quantity === 0 ? [] : [{ what, terms: [{ quantity, price }] }];
  });
}

/** An alarm on several metrics is paid for each of them. */
function alarms(env: Synthesized): CostItem[] {
  const all = Object.values(env.resources('aws_cloudwatch_metric_alarm'));
  const quantity = all.reduce((sum, alarm) => {
    const queries = (alarm['metric_query'] ?? []) as readonly Block[];
    return sum + Math.max(1, queries.filter(({ metric }) => metric !== undefined).length);
  }, 0);
  return quantity === 0
    ? []
    : [{ what: `${String(all.length)} alarms, by their metrics`, terms: [{ quantity, price: 'alarm' }] }];
}

function natInstances(env: Synthesized): CostItem[] {
  return Object.entries(env.resources('aws_autoscaling_group')).map(([name, group]) => {
    const template = referred(env, 'aws_launch_template', (group['launch_template'] as Block)['id']);
    const quantity = Number(group['desired_capacity']);
    const [{ ebs }] = template['block_device_mappings'] as [{ readonly ebs: Block }];
    return {
      what: `NAT instance \`${name}\`, ${String(template['instance_type'])}`,
      terms: [
        { quantity, price: priceNameOf(String(template['instance_type'])) },
        { quantity: quantity * Number(ebs['volume_size']), price: priceNameOf(String(ebs['volume_type'])) },
      ],
    };
  });
}

function natGateways(env: Synthesized): CostItem[] {
  const quantity = Object.keys(env.resources('aws_nat_gateway')).length;
  return quantity === 0 ? [] : [{ what: 'NAT gateways', terms: [{ quantity, price: 'natGateway' }] }];
}

function endpoints(env: Synthesized): CostItem[] {
  const all = Object.values(env.resources('aws_vpc_endpoint')).filter(
    (each) => each['vpc_endpoint_type'] === 'Interface',
  );
  const quantity = all.reduce((sum, each) => sum + (each['subnet_ids'] as unknown[]).length, 0);
  return quantity === 0
    ? []
    : [
        {
          what: `${String(all.length)} interface endpoints in their zones`,
          terms: [{ quantity, price: 'interfaceEndpoint' }],
        },
      ];
}

/** Of Elastic IPs, and of load balancers that the internet reaches: one in each subnet. */
function addresses(env: Synthesized): CostItem[] {
  const facing = Object.values(env.resources('aws_lb')).filter((each) => each['internal'] !== true);
  const ofBalancers = facing.reduce((sum, each) => sum + (each['subnets'] as unknown[]).length, 0);
  const quantity = Object.keys(env.resources('aws_eip')).length + ofBalancers;
  return quantity === 0 ? [] : [{ what: 'Public IPv4 addresses', terms: [{ quantity, price: 'publicIpv4' }] }];
}

function loadBalancers(env: Synthesized): CostItem[] {
  const quantity = Object.keys(env.resources('aws_lb')).length;
  return quantity === 0
    ? []
    : [{ what: 'Load balancer, before its capacity units', terms: [{ quantity, price: 'loadBalancer' }] }];
}

function services(env: Synthesized): CostItem[] {
  return Object.entries(env.resources('aws_ecs_service')).map(([name, service]) => {
    const task = referred(env, 'aws_ecs_task_definition', service['task_definition']);
    const count = Number(service['desired_count']);
    const arm = (task['runtime_platform'] as Block | undefined)?.['cpu_architecture'] === 'ARM64';
    const spot = isOnSpot(service);
    const share = spot ? { share: 1 - SPOT_DISCOUNT } : {};
    const [vcpu, gb] = [Number(task['cpu']) / 1024, Number(task['memory']) / 1024];
    const terms: Term[] = [
      { quantity: count * vcpu, price: arm ? 'fargateArmVcpu' : 'fargateVcpu', ...share },
      { quantity: count * gb, price: arm ? 'fargateArmGb' : 'fargateGb', ...share },
    ];
    if (service['service_registries']) terms.push({ quantity: count, price: 'discovery' });
    const size = `${String(count)} × ${String(vcpu)} vCPU, ${String(gb)} GB`;
    return { what: `\`${name}\`: ${size}${spot ? ', Spot' : ''}`, terms };
  });
}

/** Whether every task may run on Spot. */
function isOnSpot(service: Block): boolean {
  const strategy = service['capacity_provider_strategy'] as readonly Block[];
  return strategy.every(({ capacity_provider }) => capacity_provider === 'FARGATE_SPOT');
}

function databases(env: Synthesized): CostItem[] {
  const instances = Object.entries(env.resources('aws_db_instance')).map(([name, instance]) => {
    const copies = instance['multi_az'] === true ? 2 : 1;
    const storage = Number(instance['allocated_storage']);
    return {
      what: `\`${name}\`: ${String(instance['instance_class'])}, ${String(storage)} GB${copies === 2 ? ', with a standby' : ''}`,
      terms: [
        { quantity: copies, price: priceNameOf(String(instance['instance_class'])) },
        { quantity: copies * storage, price: 'rdsGp3' as const },
      ],
    };
  });
  const clusters = Object.entries(env.resources('aws_rds_cluster')).map(([name, cluster]) => {
    const least = Number((cluster['serverlessv2_scaling_configuration'] as Block)['min_capacity']);
    const members = Object.keys(env.resources('aws_rds_cluster_instance')).length;
    return {
      what: `\`${name}\`: ${least === 0 ? 'paused' : `${String(least)} ACU`}, before its storage`,
      terms: [{ quantity: least * members, price: 'acu' as const }],
    };
  });
  return [...instances, ...clusters];
}

function caches(env: Synthesized): CostItem[] {
  return Object.entries(env.resources('aws_elasticache_replication_group')).map(([name, group]) => {
    const shards = Number(group['num_node_groups'] ?? 1);
    const nodes = Number(group['num_cache_clusters'] ?? shards * (1 + Number(group['replicas_per_node_group'])));
    const type = String(group['node_type']);
    return { what: `\`${name}\`: ${type} × ${String(nodes)}`, terms: [{ quantity: nodes, price: priceNameOf(type) }] };
  });
}

/** The block that an expression such as `${aws_launch_template.nat.id}` points at. */
function referred(env: Synthesized, type: string, expression: unknown): Block {
  const name = new RegExp(`${type}\\.(\\w+)\\.`).exec(String(expression))?.[1];
  if (name === undefined) throw new Error(`${String(expression)} refers to no ${type}.`);
  return env.resource(type, name);
}
