import { CLOUDFLARE_IPV4_CIDRS, CLOUDFLARE_IPV6_CIDRS } from '@restartix/edge-cloudflare';
import { Synthesized } from '@restartix/testing';
import { ENVIRONMENTS, ENV_NAMES } from '../environments';
import { INTERNET, reaches, sourcesOf } from './reach';

const SERVICES = ENVIRONMENTS.staging.services;
const JOBS = ['audit-partition-roll', 'usage-quota-reset', 'usage-summary-rollup', 'check-providers'];
const JOB_HOSTS = JOBS.map((job) => `schedule ${job}`);

/** Which hosts can connect to which, on which port. */
const TABLE: readonly (readonly [from: readonly string[], to: string, port: number, reachable: boolean])[] = [
  [['pgbouncer', 'schedule backup-runner'], 'database', 5432, true],
  [[...SERVICES, ...JOB_HOSTS, 'load-balancer', INTERNET], 'database', 5432, false],
  [['pgbouncer', 'schedule backup-runner'], 'database', 22, false],

  [[...SERVICES, ...JOB_HOSTS], 'pgbouncer', 6432, true],
  [['load-balancer', 'schedule backup-runner', INTERNET], 'pgbouncer', 6432, false],

  [[...SERVICES, ...JOB_HOSTS], 'cache', 6379, true],
  [['pgbouncer', 'schedule backup-runner', 'load-balancer', INTERNET], 'cache', 6379, false],

  [[INTERNET], 'load-balancer', 443, true],
  [[INTERNET], 'load-balancer', 22, false],
  [['load-balancer'], 'core-api', 9000, true],
  [['load-balancer'], 'console', 3002, true],
  [['load-balancer'], 'core-api', 22, false],
  [[INTERNET], 'core-api', 9000, false],
  [[INTERNET], 'pgbouncer', 443, false],

  [[...SERVICES, ...JOB_HOSTS, 'pgbouncer', 'schedule backup-runner'], INTERNET, 443, true],
  [SERVICES, INTERNET, 25, false],
  [['database', 'cache', 'load-balancer'], INTERNET, 443, false],

  [[...SERVICES, 'pgbouncer', 'schedule backup-runner'], 'endpoint secretsmanager', 443, true],
  [[...SERVICES, 'pgbouncer', 'schedule backup-runner'], 'endpoint ecr.dkr', 443, true],
  [[...SERVICES, 'pgbouncer', 'schedule backup-runner'], 'endpoint logs', 443, true],
  [[INTERNET], 'endpoint secretsmanager', 443, false],
];

describe.each(ENV_NAMES)('in %s', (name) => {
  const env = ENVIRONMENTS[name].synthesized;
  const rows = TABLE.flatMap(([from, to, port, reachable]) => from.map((source) => ({ source, to, port, reachable })));

  it.each(rows)('$source → $to:$port is $reachable', ({ source, to, port, reachable }) => {
    expect(reaches(env, source, to, port)).toBe(reachable);
  });
});

it.each(ENV_NAMES)('%s’s load balancer takes connections from Cloudflare alone', (name) => {
  const cloudflare = [...CLOUDFLARE_IPV4_CIDRS, ...CLOUDFLARE_IPV6_CIDRS].sort();
  expect(sourcesOf(ENVIRONMENTS[name].synthesized, 'load-balancer', 443)).toEqual(cloudflare);
});

describe('a changed rule changes the result', () => {
  const changed = (type: string, id: string, block: object): Synthesized => {
    const json = structuredClone(ENVIRONMENTS.staging.synthesized.json);
    (json.resource![type] ??= {})[id] = { ...json.resource![type]![id], ...block };
    return new Synthesized(json);
  };

  it('of a rule for addresses in the VPC', () => {
    const env = changed('aws_vpc_security_group_ingress_rule', 'mutant', {
      security_group_id: '${aws_security_group.network_rds_sg.id}',
      cidr_ipv4: '10.0.0.0/8',
      ip_protocol: 'tcp',
      from_port: 5432,
      to_port: 5432,
    });
    // One end is not enough: the service’s own group lets nothing out to 5432.
    expect(reaches(env, 'core-api', 'database', 5432)).toBe(false);
    const both = new Synthesized({
      ...env.json,
      resource: {
        ...env.json.resource,
        aws_vpc_security_group_egress_rule: {
          ...env.json.resource!['aws_vpc_security_group_egress_rule'],
          mutant: {
            security_group_id: '${aws_security_group.network_fargate_app_sg.id}',
            cidr_ipv4: '0.0.0.0/0',
            ip_protocol: '-1',
          },
        },
      },
    });
    expect(reaches(both, 'core-api', 'database', 5432)).toBe(true);
  });

  it('of a removed default route', () => {
    const routes = Object.keys(ENVIRONMENTS.staging.synthesized.resources('aws_route')).filter((id) =>
      id.includes('private'),
    );
    const env = changed('aws_route', routes[0]!, { destination_cidr_block: '192.0.2.0/24' });
    expect(reaches(env, 'core-api', INTERNET, 443)).toBe(false);
  });
});
