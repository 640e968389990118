import { planOf, reportOf } from '../testing/plans';
import { renderHtml } from '../render/html';
import { renderMarkdown } from '../render/markdown';
import { renderText } from '../render/text';
import { planSummary } from '../summary';
import type { PlanReport } from '../model';
import { costLine } from './cost';

const FRANKFURT = { provider: { aws: [{ region: 'eu-central-1' }] } };

function created(address: string, after: object, configuration: object = FRANKFURT): PlanReport {
  return reportOf(planOf(address, { actions: ['create'], before: null, after }), {
    configuration: { ...configuration },
  });
}

it('is said where a price is known, wherever the plan is read', () => {
  const report = created('aws_nat_gateway.n', {});
  const line = 'cost: about +37.96 USD a month at list prices (+1 NAT gateway); usage and tasks are not counted';
  expect(costLine(report)).toBe(line);
  for (const rendered of [renderText(report), renderMarkdown(report), renderHtml(report)])
    expect(rendered).toContain(line);
  expect(planSummary(report).cost).toEqual({ monthly: 37.96, parts: { 'NAT gateway': 1 } });
});

it('is not said of what has no price, of another region, and of what is replaced', () => {
  expect(costLine(created('aws_ecs_service.s', {}))).toBeUndefined();
  expect(costLine(created('aws_nat_gateway.n', {}, { provider: { aws: [{ region: 'us-east-1' }] } }))).toBeUndefined();
  const replaced = planOf('aws_kms_key.k', { actions: ['delete', 'create'], before: { id: 1 }, after: { id: 2 } });
  expect(costLine(reportOf(replaced, { configuration: FRANKFURT }))).toBeUndefined();
});

it('falls with what goes', () => {
  const plan = planOf('aws_lb.l', { actions: ['delete'], before: { load_balancer_type: 'application' }, after: null });
  expect(costLine(reportOf(plan, { configuration: FRANKFURT }))).toContain('−19.71 USD a month');
});

it('counts an endpoint for each of its zones, also of one that is made in the same plan', () => {
  const block = { vpc_endpoint_type: 'Interface', subnet_ids: ['subnet-1', '${aws_subnet.new.id}'] };
  const plan = planOf('aws_vpc_endpoint.e', {
    before: { vpc_endpoint_type: 'Interface', subnet_ids: ['subnet-1'] },
    after: { vpc_endpoint_type: 'Interface' },
    after_unknown: { subnet_ids: true },
  });
  const configuration = { ...FRANKFURT, resource: { aws_vpc_endpoint: { e: block } } };
  expect(costLine(reportOf(plan, { configuration }))).toContain(
    '+8.76 USD a month at list prices (+1 Interface endpoint',
  );
  expect(costLine(reportOf(plan, { configuration: FRANKFURT }))).toBeUndefined();
});
