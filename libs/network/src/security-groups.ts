import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import type { Vpc } from '@cdktf/provider-aws/lib/vpc';
import type { ModuleContext } from '@restartix/core';
import type { Construct } from 'constructs';
import type { AlbIngress, NetworkConfig } from './network.config';

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

interface Ports {
  readonly from: number;
  readonly to: number;
}

/** A connection that is allowed: an egress rule where it starts and an ingress rule where it ends. */
export interface Connection {
  readonly from: SecurityGroupName;
  readonly to: SecurityGroupName | 'internet';
  readonly ports: Ports;
  readonly why: string;
}

const port = (number: number): Ports => ({ from: number, to: number });

/** Every connection inside the environment and out of it. What is not here is refused. */
export function connections({
  applicationPorts = { from: 3000, to: 9999 },
}: Pick<NetworkConfig, 'applicationPorts'>): Connection[] {
  return [
    { from: 'alb', to: 'fargate-app', ports: applicationPorts, why: 'Requests and health checks' },
    { from: 'fargate-app', to: 'fargate-app', ports: applicationPorts, why: 'Services call each other' },
    { from: 'fargate-app', to: 'fargate-pgbouncer', ports: port(6432), why: 'SQL through the connection pool' },
    { from: 'fargate-app', to: 'redis', ports: port(6379), why: 'Cache and queues' },
    { from: 'fargate-pgbouncer', to: 'rds', ports: port(5432), why: 'SQL of the pool' },
    { from: 'migrations-runner', to: 'rds', ports: port(5432), why: 'Session-level SQL, which the pool breaks' },
    { from: 'fargate-app', to: 'internet', ports: port(443), why: 'AWS and third-party APIs' },
    { from: 'fargate-pgbouncer', to: 'internet', ports: port(443), why: 'AWS APIs: image, secrets, logs' },
    { from: 'migrations-runner', to: 'internet', ports: port(443), why: 'AWS APIs: image, secrets, logs, backups' },
  ];
}

/** Ports on which the load balancer listens: 443, and 80 that only redirects. */
const ALB_PORTS = [443, 80] as const;

export type SecurityGroups = Readonly<Record<SecurityGroupName, SecurityGroup>>;

export interface SecurityGroupsInput {
  readonly context: ModuleContext;
  readonly vpc: Vpc;
  readonly config: NetworkConfig;
}

/** The six groups with their rules, each rule a resource of its own, so that others can be added from outside. */
export function makeSecurityGroups(scope: Construct, { context, vpc, config }: SecurityGroupsInput): SecurityGroups {
  const groups = Object.fromEntries(
    Object.entries(SECURITY_GROUPS).map(([name, description]) => [
      name,
      new SecurityGroup(scope, `${name}-sg`, {
        name: context.name(name),
        description,
        vpcId: vpc.id,
        tags: { Name: context.name(name) },
      }),
    ]),
  ) as unknown as SecurityGroups;
  for (const connection of connections(config)) allow(scope, groups, connection);
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

function allow(scope: Construct, groups: SecurityGroups, { from, to, ports, why }: Connection): void {
  const rule = { description: why, ipProtocol: 'tcp', fromPort: ports.from, toPort: ports.to };
  new VpcSecurityGroupEgressRule(scope, `${from}-to-${to}`, {
    ...rule,
    securityGroupId: groups[from].id,
    ...(to === 'internet' ? { cidrIpv4: '0.0.0.0/0' } : { referencedSecurityGroupId: groups[to].id }),
  });
  if (to === 'internet') return;
  new VpcSecurityGroupIngressRule(scope, `${to}-from-${from}`, {
    ...rule,
    securityGroupId: groups[to].id,
    referencedSecurityGroupId: groups[from].id,
  });
}

type Peer = { readonly cidrIpv4: string } | { readonly cidrIpv6: string } | { readonly prefixListId: string };

/** Who may reach the load balancer, by a key that is stable when another is added. */
function albSources(ingress: AlbIngress | undefined): Record<string, Peer> {
  const {
    ipv4Cidrs = [],
    ipv6Cidrs = [],
    prefixListIds = {},
  } = ingress ?? { ipv4Cidrs: ['0.0.0.0/0'], ipv6Cidrs: ['::/0'] };
  const key = (cidr: string): string =>
    /^(0\.0\.0\.0|::)\/0$/.test(cidr) ? 'everyone' : cidr.replace(/[^0-9a-f]+/g, '-');
  return Object.fromEntries<Peer>([
    ...ipv4Cidrs.map((cidrIpv4): [string, Peer] => [`ipv4-${key(cidrIpv4)}`, { cidrIpv4 }]),
    ...ipv6Cidrs.map((cidrIpv6): [string, Peer] => [`ipv6-${key(cidrIpv6)}`, { cidrIpv6 }]),
    ...Object.entries(prefixListIds).map(([name, prefixListId]): [string, Peer] => [name, { prefixListId }]),
  ]);
}
