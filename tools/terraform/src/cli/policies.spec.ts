import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlanSummary } from '@restartix/plan-report';
import { captured, fakeWorkspace, main, type FakeWorkspace } from '../testing/fake-workspace';

const OPEN = {
  resource_changes: [
    {
      address: 'aws_vpc_security_group_ingress_rule.open',
      mode: 'managed',
      type: 'aws_vpc_security_group_ingress_rule',
      name: 'open',
      change: {
        actions: ['create'],
        before: null,
        after: { security_group_id: 'sg-1', ip_protocol: 'tcp', from_port: 22, to_port: 22, cidr_ipv4: '0.0.0.0/0' },
      },
    },
  ],
};

describe('a plan that a policy refuses', () => {
  let workspace: FakeWorkspace;
  let printed: ReturnType<typeof captured>;
  beforeEach(() => {
    printed = captured();
    workspace = fakeWorkspace({ plan: 'exit 2', show: `echo '${JSON.stringify(OPEN)}'` });
  });
  afterEach(() => {
    printed.restore();
    workspace.dispose();
  });
  const read = (name: string): string => readFileSync(join(workspace.work, name), 'utf8');

  it('fails, and is in every report', async () => {
    expect(await main(['plan', 'staging'])).toBe(1);
    expect(printed.err()).toContain('Policies refuse the plan of staging; nothing was applied:');
    expect(printed.err()).toContain(
      '  public-ingress: aws_vpc_security_group_ingress_rule.open opens 22/tcp into sg-1',
    );
    expect(printed.out()).toContain('POLICIES\n  error: aws_vpc_security_group_ingress_rule.open: opens 22/tcp');
    expect((JSON.parse(read('plan-summary.json')) as PlanSummary).policies).toMatchObject([
      { policy: 'public-ingress', severity: 'error', address: 'aws_vpc_security_group_ingress_rule.open' },
    ]);
    for (const report of ['plan.md', 'plan.html'])
      expect(read(report)).toContain('refused by policies: nothing is deployed');
  });

  it('is not applied, whoever approved it', async () => {
    await main(['plan', 'staging']);
    const { digest } = JSON.parse(read('plan-summary.json')) as PlanSummary;
    expect(await main(['deploy', 'staging', `--approve=${digest}`])).toBe(1);
    expect(printed.err()).toContain('Policies refuse the plan of staging');
    expect(workspace.calls().filter((call) => call.startsWith('apply'))).toEqual([]);
  });
});
