import type { SdkConfiguration } from '../run/session';
import type { Lookup, Lookups, Tags } from './lookup';

type Load = (sdk: SdkConfiguration, own: Tags) => Promise<Lookups>;

/** Where each type is looked up. A service's client is loaded only for a plan that makes something in it. */
const SERVICES: readonly (readonly [types: RegExp, load: Load])[] = [
  [/^aws_iam_/, async (sdk) => (await import('./iam.js')).iamLookups(sdk)],
  [/^aws_(db|rds)_/, async (sdk) => (await import('./rds.js')).rdsLookups(sdk)],
  [/^aws_elasticache_/, async (sdk) => (await import('./elasticache.js')).elasticacheLookups(sdk)],
  [/^aws_lb(_|$)/, async (sdk) => (await import('./load-balancers.js')).loadBalancerLookups(sdk)],
  [/^aws_(ec[rs]|service_discovery)_/, async (sdk) => (await import('./containers.js')).containerLookups(sdk)],
  [/^aws_cloudwatch_log_group$/, async (sdk) => (await import('./others.js')).logLookups(sdk)],
  [/^aws_secretsmanager_secret$/, async (sdk) => (await import('./others.js')).secretLookups(sdk)],
  [/^aws_ssm_/, async (sdk) => (await import('./others.js')).parameterLookups(sdk)],
  [/^aws_scheduler_/, async (sdk) => (await import('./others.js')).schedulerLookups(sdk)],
  [/^aws_sesv2_/, async (sdk) => (await import('./others.js')).emailLookups(sdk)],
  [/^aws_acm_certificate$/, async (sdk) => (await import('./others.js')).certificateLookups(sdk)],
  [/^aws_autoscaling_group$/, async (sdk) => (await import('./others.js')).autoScalingLookups(sdk)],
  [
    /^aws_(eip|flow_log|internet_gateway|launch_template|nat_gateway|network_interface|route|route_table|route_table_association|security_group|subnet|vpc|vpc_endpoint|vpc_endpoint_route_table_association|vpc_security_group_\w+_rule)$/,
    async (sdk, own) => (await import('./ec2.js')).ec2Lookups(sdk, own),
  ],
];

/** How to find a type; undefined for one that a second create does not harm, or that nobody can find. */
export type FindLookup = (type: string) => Promise<Lookup | undefined>;

/** @param own - the tags that tell what is the environment's */
export function lookupsOf(sdk: SdkConfiguration, own: Tags): FindLookup {
  const loaded = new Map<Load, Promise<Lookups>>();
  return async (type) => {
    const load = SERVICES.find(([types]) => types.test(type))?.[1];
    if (!load) return undefined;
    const lookups = loaded.get(load) ?? load(sdk, own);
    loaded.set(load, lookups);
    return (await lookups)[type];
  };
}
