import { synth, type Synthesized } from '@restartix/testing';
import complete from '../examples/complete';
import minimal from '../examples/minimal';

const staging = synth(minimal);

interface Reach {
  readonly from: string;
  readonly to: string;
  readonly port: number;
}

/** A connection works when the one end may send and the other may receive. */
function reaches(stack: Synthesized, { from, to, port }: Reach): boolean {
  const group = (name: string): string => `\${aws_security_group.network_${name}_sg.id}`;
  const opens = (rule: Record<string, unknown>): boolean =>
    rule['ip_protocol'] === '-1' || (Number(rule['from_port']) <= port && port <= Number(rule['to_port']));
  const rules = (type: string, owner: string): Record<string, unknown>[] =>
    Object.values(stack.resources(type)).filter((rule) => rule['security_group_id'] === group(owner) && opens(rule));
  const isPeer = (rule: Record<string, unknown>, name: string): boolean =>
    name === 'internet'
      ? rule['cidr_ipv4'] === '0.0.0.0/0'
      : rule['referenced_security_group_id'] === group(name) || rule['cidr_ipv4'] === '0.0.0.0/0';
  const sends =
    from === 'internet' || rules('aws_vpc_security_group_egress_rule', from).some((rule) => isPeer(rule, to));
  const receives =
    to === 'internet' || rules('aws_vpc_security_group_ingress_rule', to).some((rule) => isPeer(rule, from));
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
    ['migrations_runner', 'internet', 443],
  ])('%s reaches %s on %i', (from, to, port) => {
    expect(reaches(staging, { from, to, port })).toBe(true);
  });

  it.each<[string, string, number]>([
    ['internet', 'rds', 5432],
    ['internet', 'redis', 6379],
    ['internet', 'fargate_app', 9000],
    ['internet', 'fargate_pgbouncer', 6432],
    ['alb', 'rds', 5432],
    ['alb', 'redis', 6379],
    ['alb', 'fargate_pgbouncer', 6432],
    ['fargate_app', 'rds', 5432],
    ['fargate_pgbouncer', 'redis', 6379],
    ['migrations_runner', 'redis', 6379],
    ['migrations_runner', 'fargate_app', 9000],
    ['rds', 'internet', 443],
    ['redis', 'internet', 443],
    ['alb', 'internet', 443],
    ['fargate_app', 'internet', 80],
    ['internet', 'alb', 22],
  ])('%s does not reach %s on %i', (from, to, port) => {
    expect(reaches(staging, { from, to, port })).toBe(false);
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

  it('say of each rule why it is there', () => {
    for (const type of ['aws_vpc_security_group_ingress_rule', 'aws_vpc_security_group_egress_rule']) {
      for (const rule of Object.values(staging.resources(type)))
        expect(String(rule['description']).length).toBeGreaterThan(3);
    }
  });

  it('let in everyone over IPv4 and IPv6, or exactly who is named', () => {
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
  });
});
