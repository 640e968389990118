import { planSummary, type PlanSummary } from '@restartix/plan-report';
import { planOf, reportOf } from '@restartix/plan-report/testing';
import { checkPolicies } from './check-policies';
import type { Policy } from './policy';

const INGRESS = 'aws_vpc_security_group_ingress_rule.open';
const GROUP = 'sg-0123456789abcdef0';
const rule = (port: number, cidr = '0.0.0.0/0'): PlanSummary =>
  planSummary(
    reportOf(
      planOf(INGRESS, {
        actions: ['create'],
        before: null,
        after: { security_group_id: GROUP, ip_protocol: 'tcp', from_port: port, to_port: port, cidr_ipv4: cidr },
      }),
    ),
  );
const empty = planSummary(reportOf({}));

it('finds nothing in a plan without changes', () => {
  expect(checkPolicies(empty)).toEqual([]);
});

describe('public-ingress', () => {
  it('is an error for a port that is opened to the internet', () => {
    expect(checkPolicies(rule(22))).toEqual([
      {
        policy: 'public-ingress',
        severity: 'error',
        address: INGRESS,
        message: `opens 22/tcp into ${GROUP} from the internet (0.0.0.0/0). Name a security group or a network, or serve it through the load balancer.`,
      },
    ]);
  });

  it.each([
    ['all traffic', { ip_protocol: '-1', cidr_ipv4: '0.0.0.0/0' }],
    ['all tcp', { ip_protocol: 'tcp', from_port: 0, to_port: 65535, cidr_ipv6: '::/0' }],
    ['all icmp', { ip_protocol: 'icmp', from_port: -1, to_port: -1, cidr_ipv4: '0.0.0.0/0' }],
    ['22–25/tcp', { ip_protocol: 'tcp', from_port: 22, to_port: 25, cidr_ipv4: '0.0.0.0/0' }],
    ['80–443/tcp', { ip_protocol: 'tcp', from_port: 80, to_port: 443, cidr_ipv4: '0.0.0.0/0' }],
  ])('is an error for %s', (ports, traffic) => {
    const after = { security_group_id: GROUP, ...traffic };
    const plan = planOf(INGRESS, { actions: ['create'], before: null, after });
    expect(checkPolicies(planSummary(reportOf(plan)))).toMatchObject([
      { policy: 'public-ingress', severity: 'error', message: expect.stringContaining(`opens ${ports} into`) },
    ]);
  });

  it('lets the web and a network of its own pass', () => {
    expect(checkPolicies(rule(443))).toEqual([]);
    expect(checkPolicies(rule(22, '10.0.0.0/16'))).toEqual([]);
  });

  it('is an error for a database that becomes publicly accessible', () => {
    const plan = planOf('aws_db_instance.main', {
      before: { publicly_accessible: false },
      after: { publicly_accessible: true },
    });
    expect(checkPolicies(planSummary(reportOf(plan)))).toMatchObject([{ policy: 'public-ingress', severity: 'error' }]);
  });

  it('warns where it is known after apply only who may come in', () => {
    // As the report writes what the configuration leaves open.
    expect(checkPolicies(rule(5432, '(whatever aws_ssm_parameter.peers.value)'))).toMatchObject([
      { policy: 'public-ingress', severity: 'warning', address: INGRESS },
    ]);
  });

  it('lets a group call out', () => {
    const egress = { protocol: '-1', from_port: 0, to_port: 0, cidr_blocks: ['0.0.0.0/0'] };
    const plan = planOf('aws_security_group.task', {
      actions: ['create'],
      before: null,
      after: { name: 'task', egress: [egress] },
    });
    const summary = planSummary(reportOf(plan));
    expect(summary.changes[0]?.permissive).toHaveLength(1);
    expect(checkPolicies(summary)).toEqual([]);
  });

  it('is none for an address with an exception, until its last day', () => {
    const exceptions = [{ policy: 'public-ingress', address: INGRESS, reason: 'a partner', until: '2026-12-24' }];
    expect(checkPolicies(rule(22), { exceptions, today: '2026-12-24' })).toEqual([]);
    expect(checkPolicies(rule(22), { exceptions, today: '2026-12-25' })).toHaveLength(1);
    const other = [{ ...exceptions[0]!, policy: 'trust' }];
    expect(checkPolicies(rule(22), { exceptions: other, today: '2026-12-24' })).toHaveLength(1);
  });
});

describe('trust', () => {
  const role = (before: object, after: object): PlanSummary =>
    planSummary(reportOf(planOf('aws_iam_role.deploy', { before, after })));

  it('warns of a role that others may take, or that may have more', () => {
    const found = checkPolicies(role({ assume_role_policy: '{"a":1}' }, { assume_role_policy: '{"a":2}' }));
    expect(found).toMatchObject([{ policy: 'trust', severity: 'warning', address: 'aws_iam_role.deploy' }]);
    expect(checkPolicies(role({ permissions_boundary: 'a' }, { permissions_boundary: 'b' }))).toHaveLength(1);
  });

  it('says nothing of other attributes', () => {
    expect(checkPolicies(role({ description: 'a' }, { description: 'b' }))).toEqual([]);
  });
});

describe('plan-size', () => {
  const destroying = (destroy: number, replace: number): PlanSummary => ({
    ...empty,
    counts: { ...empty.counts, destroy, replace },
  });

  it('warns of more than 25 resources that go', () => {
    expect(checkPolicies(destroying(20, 5))).toEqual([]);
    expect(checkPolicies(destroying(20, 6))).toMatchObject([{ policy: 'plan-size', severity: 'warning' }]);
  });
});

describe('a policy that is broken', () => {
  const broken = (check: unknown): Policy => ({ name: 'broken', check: check as Policy['check'] });

  it.each([
    ['throws', () => JSON.parse('{')],
    ['returns nothing', () => undefined],
    ['has an unknown severity', () => [{ severity: 'eror', message: 'x' }]],
    ['has no message', () => [{ severity: 'warning', message: ' ' }]],
  ])('%s: an error, not a pass, and the others are asked all the same', (_, check) => {
    const warns: Policy = { name: 'warns', check: () => [{ severity: 'warning', message: 'x' }] };
    expect(checkPolicies(empty, { policies: [warns, broken(check)] })).toMatchObject([
      { policy: 'broken', severity: 'error', message: expect.stringMatching(/^the policy itself failed: /) },
      { policy: 'warns', severity: 'warning' },
    ]);
  });
});
