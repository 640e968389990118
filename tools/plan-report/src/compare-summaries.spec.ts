import { changesSince } from './compare-summaries';
import type { PlanSummary, SummarizedChange } from './summary';

const summary = (...changes: SummarizedChange[]): PlanSummary => ({
  env: 'staging',
  target: 'cloud',
  digest: 'sha256:',
  counts: { create: 0, update: 0, replace: 0, destroy: 0, import: 0, move: 0 },
  changes,
  drift: [],
  outputs: [],
  dataLoss: [],
  skipped: [],
});
const vpc = { address: 'aws_vpc.main', type: 'aws_vpc', action: 'update', attributes: ['tags.Name'] } as const;

test('says what is new, what is gone and what is other', () => {
  const queue = { ...vpc, address: 'aws_sqs_queue.q' };
  expect(changesSince(summary(vpc), summary({ ...vpc, action: 'replace' }))).toEqual([
    '  ~ aws_vpc.main: update before, replace now',
  ]);
  expect(changesSince(summary(vpc), summary(queue))).toEqual([
    '  + update aws_sqs_queue.q',
    '  - update aws_vpc.main is no longer planned',
  ]);
  expect(changesSince(summary(vpc), summary({ ...vpc, attributes: ['tags.Name', 'cidr_block'] }))).toEqual([
    '  ~ update aws_vpc.main: cidr_block',
  ]);
});

test('says so when only values differ', () => {
  expect(changesSince(summary(vpc), summary(vpc))).toEqual([
    '  the same resources and attributes, with different values or another configuration behind them',
  ]);
});
