import { planOf, recordedStagingPlan, reportOf } from '../testing/plans';
import type { Change, PlanJson } from '../plan-json';

const said = (plan: PlanJson, address?: string): string[] =>
  reportOf(plan)
    .changes.filter((each) => address === undefined || each.address === address)
    .flatMap(({ explanations }) => explanations.map(({ text, permissive }) => `${permissive ? '! ' : ''}${text}`));
const rule = (rest: object): object => ({
  security_group_id: 'sg-db',
  ip_protocol: 'tcp',
  from_port: 5432,
  to_port: 5432,
  ...rest,
});
const ingress = (change: Partial<Change>): string[] => said(planOf('aws_vpc_security_group_ingress_rule.r', change));
const egress = (after: object): string[] =>
  said(planOf('aws_vpc_security_group_egress_rule.r', { actions: ['create'], before: null, after: rule(after) }));

test('a rule that comes opens, one that goes closes, by the names of the groups', () => {
  const plan = recordedStagingPlan();
  expect(said(plan, 'aws_vpc_security_group_ingress_rule.network_rds_from_fargate_app')).toEqual([
    'opens 5432/tcp into restartix-staging-rds from restartix-staging-fargate-app',
  ]);
  expect(said(plan, 'aws_vpc_security_group_ingress_rule.network_redis_from_fargate_app')).toEqual([
    'closes 6379/tcp into restartix-staging-redis from restartix-staging-fargate-app',
  ]);
});

test('access from the internet is called out', () => {
  expect(said(recordedStagingPlan(), 'aws_vpc_security_group_ingress_rule.network_rds_from_internet')).toEqual([
    '! opens 22/tcp into restartix-staging-rds from the internet (0.0.0.0/0)',
  ]);
  const all = rule({ ip_protocol: '-1', from_port: null, to_port: null, cidr_ipv6: '::/0' });
  expect(ingress({ actions: ['create'], after: all })).toEqual([
    '! opens all traffic into sg-db from the internet (::/0)',
  ]);
});

test('a rule that changes closes what it was', () => {
  const [before, after] = [rule({ cidr_ipv4: '10.0.0.0/16' }), rule({ cidr_ipv4: '10.0.0.0/8', to_port: 5433 })];
  expect(ingress({ before, after })).toEqual([
    'opens 5432–5433/tcp into sg-db from 10.0.0.0/8',
    'closes 5432/tcp into sg-db from 10.0.0.0/16',
  ]);
  expect(ingress({ before, after: { ...before, description: 'new' } })).toEqual([]);
});

test('a group that is not there yet has the name that it will get', () => {
  const change = {
    actions: ['create'],
    before: null,
    after: { ip_protocol: 'tcp', from_port: 80, to_port: 80, cidr_ipv4: '10.0.0.0/16' },
    after_unknown: { security_group_id: true },
  };
  const { resource_changes: [made] = [] } = planOf('aws_security_group.web', {
    actions: ['create'],
    after: { name: 'web' },
  });
  const { resource_changes: [opening] = [] } = planOf('aws_vpc_security_group_ingress_rule.r', change);
  const configuration = (references: string[]): PlanJson['configuration'] => ({
    root_module: { resources: [{ address: opening!.address, expressions: { security_group_id: { references } } }] },
  });
  const plan = (reference: string): PlanJson => ({
    resource_changes: [made!, opening!],
    configuration: configuration([`${reference}.id`, reference]),
  });
  expect(said(plan('aws_security_group.web'))).toEqual(['opens 80/tcp into web from 10.0.0.0/16']);
  expect(said(plan('aws_security_group.other'))).toEqual([
    'opens 80/tcp into aws_security_group.other from 10.0.0.0/16',
  ]);
});

test('to call out on one port is usual, on every port is called out', () => {
  expect(egress({ cidr_ipv4: '0.0.0.0/0' })).toEqual(['lets sg-db reach the internet (0.0.0.0/0) on 5432/tcp']);
  expect(egress({ cidr_ipv4: '0.0.0.0/0', ip_protocol: '-1' })).toEqual([
    '! lets sg-db reach the internet (0.0.0.0/0) on all traffic',
  ]);
});

test('rules inside a group are told one by one', () => {
  const inline = (cidrs: string[]): object => ({
    name: 'old-style',
    ingress: [{ protocol: '6', from_port: 443, to_port: 443, cidr_blocks: cidrs, security_groups: [], self: false }],
  });
  const change = { before: inline(['10.0.0.0/8', '10.1.0.0/16']), after: inline(['10.0.0.0/8', '0.0.0.0/0']) };
  expect(said(planOf('aws_security_group.g', change))).toEqual([
    '! opens 443/tcp into old-style from the internet (0.0.0.0/0)',
    'closes 443/tcp into old-style from 10.1.0.0/16',
  ]);
});

describe('a rule that the plan does not know whole', () => {
  const told = (type: string, block: object, unknown: object, after: object = {}): string[] =>
    reportOf(planOf(`${type}.r`, { actions: ['create'], before: null, after, after_unknown: unknown }), {
      configuration: { resource: { [type]: { r: block } } },
    }).changes.flatMap(({ explanations }) =>
      explanations.filter(({ permissive }) => permissive).map(({ text }) => text),
    );
  const OFFICE = '${aws_eip.office.public_ip}/32';

  test('is judged from the configuration', () => {
    const block = { type: 'ingress', protocol: 'tcp', from_port: 22, to_port: 22, cidr_blocks: [OFFICE, '0.0.0.0/0'] };
    expect(told('aws_security_group_rule', block, { cidr_blocks: true }, { ...block, cidr_blocks: undefined })).toEqual(
      ['opens 22/tcp into (known after apply) from the internet (0.0.0.0/0)'],
    );
    const ingress = [
      {
        protocol: 'tcp',
        from_port: 22,
        to_port: 22,
        cidr_blocks: ['0.0.0.0/0'],
        security_groups: ['${aws_security_group.s.id}'],
      },
    ];
    expect(told('aws_security_group', { ingress }, { ingress: true }, { name: 'g' })).toEqual([
      'opens 22/tcp into g from the internet (0.0.0.0/0)',
    ]);
  });

  test('is called out when its peer may be anything, and not when it is a reference', () => {
    const rule = (cidr_ipv4: string): string[] =>
      told('aws_vpc_security_group_ingress_rule', { cidr_ipv4 }, { cidr_ipv4: true }, { ip_protocol: '-1' });
    expect(rule('${terraform_data.a.output}')).toHaveLength(1);
    expect(rule('${aws_vpc.main.cidr_block}')).toEqual([]);
    expect(rule(OFFICE)).toEqual([]);
  });
});
