import type { SdkConfiguration } from '../run/session';
import type { Lookup, Lookups, Tags } from './lookup';

type Load = (sdk: SdkConfiguration, own: Tags) => Promise<Lookups>;

/** Which types are looked up, and where. A service's client is loaded only for a plan that makes something in it. */
export const LOOKED_UP: readonly (readonly [types: readonly string[], load: Load])[] = [
  [['aws_acm_certificate'], async (sdk) => (await import('./others.js')).certificateLookups(sdk)],
  [['aws_autoscaling_group'], async (sdk) => (await import('./others.js')).autoScalingLookups(sdk)],
  [['aws_cloudwatch_log_group'], async (sdk) => (await import('./others.js')).logLookups(sdk)],
  [
    [
      'aws_ecr_repository',
      'aws_ecs_cluster',
      'aws_ecs_service',
      'aws_service_discovery_private_dns_namespace',
      'aws_service_discovery_service',
    ],
    async (sdk) => (await import('./containers.js')).containerLookups(sdk),
  ],
  [
    [
      'aws_eip',
      'aws_flow_log',
      'aws_internet_gateway',
      'aws_launch_template',
      'aws_nat_gateway',
      'aws_network_interface',
      'aws_route',
      'aws_route_table',
      'aws_route_table_association',
      'aws_security_group',
      'aws_subnet',
      'aws_vpc',
      'aws_vpc_endpoint',
      'aws_vpc_endpoint_route_table_association',
      'aws_vpc_security_group_egress_rule',
      'aws_vpc_security_group_ingress_rule',
    ],
    async (sdk, own) => (await import('./ec2.js')).ec2Lookups(sdk, own),
  ],
  [
    ['aws_elasticache_parameter_group', 'aws_elasticache_replication_group', 'aws_elasticache_subnet_group'],
    async (sdk) => (await import('./elasticache.js')).elasticacheLookups(sdk),
  ],
  [
    ['aws_iam_instance_profile', 'aws_iam_openid_connect_provider', 'aws_iam_policy', 'aws_iam_role'],
    async (sdk) => (await import('./iam.js')).iamLookups(sdk),
  ],
  [['aws_kms_key'], async (sdk, own) => (await import('./keys.js')).keyLookups(sdk, own)],
  [
    ['aws_lb', 'aws_lb_listener', 'aws_lb_listener_rule', 'aws_lb_target_group'],
    async (sdk) => (await import('./load-balancers.js')).loadBalancerLookups(sdk),
  ],
  [
    [
      'aws_db_event_subscription',
      'aws_db_instance',
      'aws_db_parameter_group',
      'aws_db_subnet_group',
      'aws_rds_cluster',
      'aws_rds_cluster_instance',
      'aws_rds_cluster_parameter_group',
    ],
    async (sdk) => (await import('./rds.js')).rdsLookups(sdk),
  ],
  [
    ['aws_scheduler_schedule', 'aws_scheduler_schedule_group'],
    async (sdk) => (await import('./others.js')).schedulerLookups(sdk),
  ],
  [['aws_secretsmanager_secret'], async (sdk) => (await import('./others.js')).secretLookups(sdk)],
  [
    ['aws_sesv2_configuration_set', 'aws_sesv2_configuration_set_event_destination', 'aws_sesv2_email_identity'],
    async (sdk) => (await import('./others.js')).emailLookups(sdk),
  ],
  [['aws_ssm_parameter'], async (sdk) => (await import('./others.js')).parameterLookups(sdk)],
];

/** How to find a type; undefined for one that a second create does not harm, or that nobody can find. */
export type FindLookup = (type: string) => Promise<Lookup | undefined>;

/** @param own - the tags that tell what is the environment's */
export function lookupsOf(sdk: SdkConfiguration, own: Tags): FindLookup {
  const loaded = new Map<Load, Promise<Lookups>>();
  return async (type) => {
    const load = LOOKED_UP.find(([types]) => types.includes(type))?.[1];
    if (!load) return undefined;
    const lookups = loaded.get(load) ?? load(sdk, own);
    loaded.set(load, lookups);
    return (await lookups)[type];
  };
}
