import { planOf, recordedStagingPlan, reportOf } from '../testing/plans';
import { renderHtml } from '../render/html';
import { renderMarkdown } from '../render/markdown';
import { renderText } from '../render/text';
import type { PlanReport } from '../model';
import { consequencesIn } from './in-report';

type Sides = readonly [before: object | null, after: object | null];

const reportFor = (type: string, [before, after]: Sides, actions?: string[]): PlanReport => {
  const own = before && after ? ['update'] : before ? ['delete'] : ['create'];
  return reportOf(planOf(`${type}.x`, { actions: actions ?? own, before, after }));
};
const told = (type: string, sides: Sides, actions?: string[]): string[] =>
  consequencesIn(reportFor(type, sides, actions), 'irreversible').map(({ text }) => text);
const lock = (mode: string, retention: object): object => ({ rule: [{ default_retention: [{ mode, ...retention }] }] });

test('a COMPLIANCE lock is told with its time, when it comes and when it changes', () => {
  const seven = lock('COMPLIANCE', { years: 7 });
  const type = 'aws_s3_bucket_object_lock_configuration';
  expect(told(type, [null, seven])).toEqual([
    'COMPLIANCE object lock: for 7 years after it is written, no one can delete the object or shorten the period, not even the account’s root user',
  ]);
  expect(told(type, [seven, lock('COMPLIANCE', { days: 1 })])[0]).toContain('for 1 day after');
  expect(told(type, [seven, { ...seven, expected_bucket_owner: 'x' }])).toEqual([]);
  const governance = lock('GOVERNANCE', { years: 7 });
  expect(told(type, [null, governance])).toEqual(['object lock cannot be disabled for this bucket']);
  expect(told(type, [governance, lock('GOVERNANCE', { years: 1 })])).toEqual([]);
});

test('a key that is forgotten is not deleted', () => {
  expect(told('aws_kms_key', [{ deletion_window_in_days: 7 }, null], ['forget'])).toEqual([]);
});

test.each([
  ['text', renderText],
  ['Markdown', renderMarkdown],
  ['page', renderHtml],
])('the %s calls out what cannot be undone, and what is overly permissive, before the changes', (_, render) => {
  const rendered = render(reportOf(recordedStagingPlan()));
  const places = [
    /cannot be undone/i,
    /COMPLIANCE object lock[^]{0,40}: for 8 years|COMPLIANCE object lock: for 8 years/,
    /overly permissive/i,
    /opens 22\/tcp into restartix-staging-rds from the internet/,
    /max_capacity|closes 6379\/tcp/,
  ].map((each) => rendered.search(each));
  expect(places.every((place) => place > 0)).toBe(true);
  expect(places).toEqual([...places].sort((a, b) => a - b));
});

test('a sign at the start of a line of Markdown would be a list of its own: the action is a word', () => {
  const markdown = renderMarkdown(reportOf(recordedStagingPlan()));
  expect(markdown).toContain('> - create `aws_vpc_security_group_ingress_rule.network_rds_from_internet`: `opens');
  expect(markdown).not.toMatch(/^> - [-+] /m);
});
