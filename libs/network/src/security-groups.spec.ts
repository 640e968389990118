import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { synth, type Synthesized } from '@restartix/testing';
import complete from '../examples/complete';
import isolated from '../examples/isolated';
import minimal from '../examples/minimal';
import pinned from '../examples/pinned';
import { Network } from './network';
import { connections, SECURITY_GROUPS } from './security-groups';

const staging = synth(minimal);

interface Reach {
  readonly from: string;
  readonly to: string;
  readonly port: number;
}

type Rule = Record<string, unknown>;

const PLACES = {
  internet: (rule: Rule) => rule['cidr_ipv4'] === '0.0.0.0/0',
  s3: (rule: Rule) => String(rule['prefix_list_id']).includes('.prefix_list_id}') || PLACES.internet(rule),
} as const;

/** A connection works when the one end may send and the other may receive. */
function reaches(stack: Synthesized, { from, to, port }: Reach): boolean {
  const group = (name: string): string => `\${aws_security_group.network_${name}_sg.id}`;
  const isPlace = (name: string): name is keyof typeof PLACES => name in PLACES;
  const opens = (rule: Rule): boolean =>
    rule['ip_protocol'] === '-1' || (Number(rule['from_port']) <= port && port <= Number(rule['to_port']));
  const rules = (direction: 'ingress' | 'egress', owner: string): Rule[] =>
    Object.values(stack.resources(`aws_vpc_security_group_${direction}_rule`)).filter(
      (rule) => rule['security_group_id'] === group(owner) && opens(rule),
    );
  const vpcCidr = stack.resource('aws_vpc')['cidr_block'] as string;
  const isPeer = (rule: Rule, name: string): boolean =>
    isPlace(name)
      ? PLACES[name](rule)
      : [group(name)].includes(String(rule['referenced_security_group_id'])) ||
        ['0.0.0.0/0', vpcCidr].includes(String(rule['cidr_ipv4']));
  const sends = isPlace(from) || rules('egress', from).some((rule) => isPeer(rule, to));
  const receives = isPlace(to) || rules('ingress', to).some((rule) => isPeer(rule, from));
  return sends && receives;
}

describe('who reaches what', () => {
  it.each<[string, string, number]>([
    ['internet', 'alb', 443],
    ['internet', 'alb', 80],
    ['alb', 'fargate_app', 9000],
    ['fargate_app', 'fargate_pgbouncer', 6432],
    ['fargate_app', 'redis', 6379],
    ['fargate_app', 'fargate_app', 3000],
    ['fargate_pgbouncer', 'rds', 5432],
    ['migrations_runner', 'rds', 5432],
    ['fargate_app', 'internet', 443],
    ['fargate_app', 'endpoints', 443],
    ['fargate_pgbouncer', 'endpoints', 443],
    ['migrations_runner', 'endpoints', 443],
    ['fargate_pgbouncer', 's3', 443],
    ['migrations_runner', 's3', 443],
    ['migrations_runner', 'internet', 443],
  ])('%s reaches %s on %i', (from, to, port) => {
    expect(reaches(staging, { from, to, port })).toBe(true);
  });

  it.each<[string, string, number]>([
    ['fargate_app', 'internet', 80],
    ['internet', 'alb', 22],
    ['internet', 'endpoints', 443],
    ['fargate_app', 'endpoints', 80],
    ['migrations_runner', 'fargate_app', 9000],
  ])('%s does not reach %s on %i', (from, to, port) => {
    expect(reaches(staging, { from, to, port })).toBe(false);
  });

  const everyone = [...Object.keys(SECURITY_GROUPS).map((name) => name.replaceAll('-', '_')), 'internet', 'endpoints'];

  it.each<[string, number, string[]]>([
    ['rds', 5432, ['fargate_pgbouncer', 'migrations_runner']],
    ['redis', 6379, ['fargate_app']],
    ['fargate_pgbouncer', 6432, ['fargate_app']],
    ['fargate_app', 9000, ['alb', 'fargate_app']],
    ['migrations_runner', 443, []],
  ])('%s on %i is reached by exactly those who need it', (to, port, expected) => {
    for (const stack of [staging, synth(complete), synth(pinned), synth(isolated)]) {
      expect(everyone.filter((from) => reaches(stack, { from, to, port })).sort()).toEqual(
        port === 9000 ? expect.arrayContaining(['fargate_app']) : expected,
      );
    }
    expect(everyone.filter((from) => reaches(staging, { from, to, port })).sort()).toEqual(expected);
  });

  it.each(['alb', 'rds', 'redis'])('%s reaches nothing outside', (from) => {
    for (const to of ['internet', 's3', 'endpoints']) {
      for (const port of [80, 443, 5432]) expect(reaches(staging, { from, to, port })).toBe(false);
    }
  });

  it('without NAT nothing is let out to the internet, and AWS is still reached', () => {
    const stack = synth(isolated);
    for (const from of everyone.filter((name) => !['internet', 'endpoints'].includes(name))) {
      expect(reaches(stack, { from, to: 'internet', port: 443 })).toBe(false);
    }
    expect(reaches(stack, { from: 'fargate_app', to: 'endpoints', port: 443 })).toBe(true);
    expect(reaches(stack, { from: 'migrations_runner', to: 's3', port: 443 })).toBe(true);
  });

  it('opens other application ports where asked to, and then not the default ones', () => {
    const stack = synth(complete);
    expect(reaches(stack, { from: 'alb', to: 'fargate_app', port: 8080 })).toBe(true);
    expect(reaches(stack, { from: 'alb', to: 'fargate_app', port: 9001 })).toBe(false);
  });
});

describe('security groups', () => {
  it('are the six of the spec, named after the environment, without inline rules', () => {
    const names = Object.values(staging.resources('aws_security_group')).map(({ name }) => String(name));
    for (const name of ['alb', 'fargate-app', 'fargate-pgbouncer', 'rds', 'redis', 'migrations-runner']) {
      expect(names).toContain(`restartix-staging-${name}`);
    }
    for (const group of Object.values(staging.resources('aws_security_group'))) {
      expect(group).not.toHaveProperty('ingress');
      expect(group).not.toHaveProperty('egress');
    }
  });

  it('say of themselves and of each rule why they are there, in the characters that EC2 takes', () => {
    const types = ['aws_vpc_security_group_ingress_rule', 'aws_vpc_security_group_egress_rule', 'aws_security_group'];
    for (const block of types.flatMap((type) => Object.values(staging.resources(type)))) {
      expect(block['description']).toMatch(/^[a-zA-Z0-9. _\-:/()#,@[\]+=&;{}!$*]{4,255}$/);
    }
  });

  it('let in everyone over IPv4 and IPv6, or exactly who is named, or nobody', () => {
    const sources = (stack: Synthesized): string[] =>
      Object.keys(stack.resources('aws_vpc_security_group_ingress_rule')).filter((name) =>
        name.startsWith('network_alb_from'),
      );
    expect(sources(staging)).toEqual([
      'network_alb_from_ipv4_everyone_443',
      'network_alb_from_ipv4_everyone_80',
      'network_alb_from_ipv6_everyone_443',
      'network_alb_from_ipv6_everyone_80',
    ]);
    expect(sources(synth(complete))).toEqual([
      'network_alb_from_cloudflare_443',
      'network_alb_from_cloudflare_80',
      'network_alb_from_ipv4_173_245_48_0_20_443',
      'network_alb_from_ipv4_173_245_48_0_20_80',
    ]);
    const closed = synth((stack) => {
      new Network(stack, 'network', {
        vpcCidr: '10.10.0.0/16',
        availabilityZones: ['eu-central-1a', 'eu-central-1b'],
        natStrategy: 'nat-gateway',
        albIngress: {},
      });
    });
    expect(sources(closed)).toEqual([]);
  });

  it('follow the ports of the database and the cache', () => {
    const table = connections({ natStrategy: 'none', dataPorts: { rds: 5433, redis: 6380 } });
    const ports = (name: string) => new Set(table.filter(({ to }) => to === name).map(({ ports: { from } }) => from));
    expect([ports('rds'), ports('redis')]).toEqual([new Set([5433]), new Set([6380])]);
  });

  it('stay at their addresses when another source or endpoint is added', () => {
    const all = (stack: Synthesized): Record<string, unknown> => ({
      ...stack.resources('aws_vpc_security_group_ingress_rule'),
      ...stack.resources('aws_vpc_security_group_egress_rule'),
    });
    const withSources = (ipv4Cidrs: string[]): Synthesized =>
      synth((stack) => {
        new Network(stack, 'network', {
          vpcCidr: '10.10.0.0/16',
          availabilityZones: ['eu-central-1a', 'eu-central-1b'],
          natStrategy: 'nat-gateway',
          albIngress: { ipv4Cidrs },
        });
      });
    expect(all(withSources(['198.51.100.0/24', '203.0.113.0/24']))).toMatchObject(all(withSources(['203.0.113.0/24'])));
  });
});

describe('the README', () => {
  it('shows the rules that are made', () => {
    const readme = readFileSync(join(__dirname, '..', 'README.md'), 'utf8').replace(/ +/g, ' ');
    for (const { from, to, ports, why } of connections({ natStrategy: 'nat-instance' })) {
      const range = ports.from === ports.to ? `${ports.from}` : `${ports.from}–${ports.to}`;
      expect(readme).toContain(`| \`${from}\` | \`${to}\` | ${range} | ${why} |`);
    }
  });
});
