import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import type { Vpc } from '@cdktf/provider-aws/lib/vpc';
import { mapValues, openPorts, type ModuleContext, type PortRange } from '@restartix/core';
import type { Construct } from 'constructs';
import type { Endpoints } from './endpoints';
import {
  DEFAULT_APPLICATION_PORTS,
  DEFAULT_INTERFACE_ENDPOINTS,
  type AlbIngress,
  type NetworkConfig,
} from './network.config';

/** The six groups, and what each is for. */
export const SECURITY_GROUPS = {
  alb: 'Load balancer: the only way in from outside',
  'fargate-app': 'Application services and scheduled tasks',
  'fargate-pgbouncer': 'Connection pool in front of the database',
  rds: 'Database',
  redis: 'Cache',
  'migrations-runner': 'Migrations and backups: straight to the database',
} as const;

export type SecurityGroupName = keyof typeof SECURITY_GROUPS;

/** What is no group of ours: AWS services through interface endpoints, S3 through its route, and everything else. */
type Outside = 'endpoints' | 's3' | 'internet';

/** A connection that is allowed: an egress rule where it starts and, in a group of ours, an ingress rule where it ends. */
export interface Connection {
  readonly from: SecurityGroupName;
  readonly to: SecurityGroupName | Outside;
  readonly ports: PortRange;
  readonly why: string;
}

const port = (number: number): PortRange => ({ from: number, to: number });

type ConnectionsInput = Pick<NetworkConfig, 'applicationPorts' | 'dataPorts' | 'interfaceEndpoints' | 'natStrategy'>;

/** Every connection inside the environment and out of it. What is not here is refused. */
export function connections(config: ConnectionsInput): Connection[] {
  const { applicationPorts: app = DEFAULT_APPLICATION_PORTS } = config;
  const { rds = 5432, redis = 6379 } = config.dataPorts ?? {};
  const { interfaceEndpoints = DEFAULT_INTERFACE_ENDPOINTS, natStrategy } = config;
  const table: Connection[] = [
    { from: 'alb', to: 'fargate-app', ports: app, why: 'Requests and health checks' },
    { from: 'fargate-app', to: 'fargate-app', ports: app, why: 'Services call each other' },
    { from: 'fargate-app', to: 'fargate-pgbouncer', ports: port(6432), why: 'SQL through the connection pool' },
    { from: 'fargate-app', to: 'redis', ports: port(redis), why: 'Cache and queues' },
    { from: 'fargate-pgbouncer', to: 'rds', ports: port(rds), why: 'SQL of the pool' },
    { from: 'migrations-runner', to: 'rds', ports: port(rds), why: 'Session-level SQL, which the pool breaks' },
    { from: 'fargate-app', to: 'endpoints', ports: port(443), why: 'AWS APIs: image, secrets, keys, logs' },
    { from: 'fargate-pgbouncer', to: 'endpoints', ports: port(443), why: 'AWS APIs: image, secrets, keys, logs' },
    { from: 'migrations-runner', to: 'endpoints', ports: port(443), why: 'AWS APIs: image, secrets, keys, logs' },
    { from: 'fargate-app', to: 's3', ports: port(443), why: 'Image layers, uploads' },
    { from: 'fargate-pgbouncer', to: 's3', ports: port(443), why: 'Image layers' },
    { from: 'migrations-runner', to: 's3', ports: port(443), why: 'Image layers, backups' },
    { from: 'fargate-app', to: 'internet', ports: port(443), why: 'Third-party APIs, AWS APIs without endpoint' },
    { from: 'fargate-pgbouncer', to: 'internet', ports: port(443), why: 'AWS APIs without endpoint' },
    { from: 'migrations-runner', to: 'internet', ports: port(443), why: 'AWS APIs without endpoint' },
  ];
  const absent: readonly Connection['to'][] = [
    ...(interfaceEndpoints.length === 0 ? ['endpoints' as const] : []),
    ...(natStrategy === 'none' ? ['internet' as const] : []),
  ];
  return table.filter(({ to }) => !absent.includes(to));
}

/** Ports on which the load balancer listens: 443, and 80 that only redirects. */
const ALB_PORTS = [443, 80] as const;

export type SecurityGroups = Readonly<Record<SecurityGroupName, SecurityGroup>>;

export interface SecurityGroupsInput {
  readonly context: ModuleContext;
  readonly vpc: Vpc;
  readonly endpoints: Endpoints;
  readonly config: NetworkConfig;
}

/** The six groups with their rules, each rule a resource of its own, so that others can be added from outside. */
export function makeSecurityGroups(scope: Construct, input: SecurityGroupsInput): SecurityGroups {
  const { context, vpc, endpoints, config } = input;
  const groups: SecurityGroups = mapValues(
    SECURITY_GROUPS,
    (description, name) =>
      new SecurityGroup(scope, `${name}-sg`, {
        name: context.name(name),
        description,
        vpcId: vpc.id,
        tags: { Name: context.name(name) },
      }),
  );
  const allowed = connections(config);
  for (const connection of allowed) makeRules(scope, { groups, endpoints, connection });
  for (const name of ['fargate-app', 'fargate-pgbouncer', 'rds', 'redis'] as const) {
    const ports = allowed.filter(({ to }) => to === name).map((connection) => connection.ports);
    openPorts(scope, groups[name].id, distinct(ports));
  }
  for (const [source, peer] of Object.entries(albSources(config.albIngress))) {
    for (const albPort of ALB_PORTS) {
      new VpcSecurityGroupIngressRule(scope, `alb-from-${source}-${albPort}`, {
        securityGroupId: groups.alb.id,
        description: albPort === 443 ? 'HTTPS' : 'HTTP, redirected to HTTPS',
        ipProtocol: 'tcp',
        fromPort: albPort,
        toPort: albPort,
        ...peer,
      });
    }
  }
  return groups;
}

function distinct(ports: readonly PortRange[]): PortRange[] {
  return [...new Map(ports.map((range) => [`${range.from}-${range.to}`, range])).values()];
}

type Peer =
  | { readonly cidrIpv4: string }
  | { readonly cidrIpv6: string }
  | { readonly prefixListId: string }
  | { readonly referencedSecurityGroupId: string };

interface AllowInput {
  readonly groups: SecurityGroups;
  readonly endpoints: Endpoints;
  readonly connection: Connection;
}

function makeRules(scope: Construct, { groups, endpoints, connection }: AllowInput): void {
  const { from, to, ports, why } = connection;
  const outside: Readonly<Record<Outside, () => Peer>> = {
    endpoints: () => ({ referencedSecurityGroupId: endpoints.securityGroup!.id }),
    s3: () => ({ prefixListId: endpoints.s3.prefixListId }),
    internet: () => ({ cidrIpv4: '0.0.0.0/0' }),
  };
  const rule = { description: why, ipProtocol: 'tcp', fromPort: ports.from, toPort: ports.to };
  new VpcSecurityGroupEgressRule(scope, `${from}-to-${to}`, {
    ...rule,
    securityGroupId: groups[from].id,
    ...(isGroup(to) ? { referencedSecurityGroupId: groups[to].id } : outside[to]()),
  });
  if (!isGroup(to)) return;
  new VpcSecurityGroupIngressRule(scope, `${to}-from-${from}`, {
    ...rule,
    securityGroupId: groups[to].id,
    referencedSecurityGroupId: groups[from].id,
  });
}

function isGroup(name: SecurityGroupName | Outside): name is SecurityGroupName {
  return name in SECURITY_GROUPS;
}

const EVERYONE: AlbIngress = { ipv4Cidrs: ['0.0.0.0/0'], ipv6Cidrs: ['::/0'] };

/** Who may reach the load balancer, by a key that is stable when another is added. */
function albSources(ingress: AlbIngress = EVERYONE): Record<string, Peer> {
  const { ipv4Cidrs = [], ipv6Cidrs = [], prefixListIds = {} } = ingress;
  const key = (cidr: string): string =>
    /^(0\.0\.0\.0|::)\/0$/.test(cidr) ? 'everyone' : cidr.replace(/[^0-9a-f]+/g, '-');
  return Object.fromEntries<Peer>([
    ...ipv4Cidrs.map((cidrIpv4): [string, Peer] => [`ipv4-${key(cidrIpv4)}`, { cidrIpv4 }]),
    ...ipv6Cidrs.map((cidrIpv6): [string, Peer] => [`ipv6-${key(cidrIpv6)}`, { cidrIpv6 }]),
    ...Object.entries(prefixListIds).map(([name, prefixListId]): [string, Peer] => [name, { prefixListId }]),
  ]);
}
