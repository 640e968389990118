import { recordedPlan, reportOf } from '../testing/fixtures';
import { renderHtml } from './html';
import { renderMarkdown } from './markdown';
import type { PlanJson } from './plan-json';
import { planSummary } from './summary';
import { renderText } from './text';

const RENDERERS = {
  text: renderText,
  markdown: renderMarkdown,
  html: renderHtml,
  summary: (report: Parameters<typeof planSummary>[0]) => JSON.stringify(planSummary(report)),
};
const all = Object.entries(RENDERERS);

/** Every place in which a plan can hold a sensitive value. */
const planted: PlanJson = {
  resource_changes: [
    ['whole', { password: 'CANARY-1' }, { password: true }],
    ['nested', { settings: [{ name: 'a', value: 'CANARY-2' }] }, { settings: [{ value: true }] }],
    ['subtree', { settings: { a: { b: 'CANARY-3' } } }, { settings: true }],
    ['json', { policy: '{"token":"CANARY-4"}' }, { policy: true }],
    ['all', 'CANARY-5', true],
  ].flatMap(([name, value, marks]) =>
    (['create', 'update', 'delete'] as const).map((action) => ({
      address: `aws_x.${name as string}_${action}`,
      mode: 'managed' as const,
      type: 'aws_x',
      name: name as string,
      change: {
        actions: [action],
        before: action === 'create' ? null : value,
        after: action === 'delete' ? null : action === 'update' ? changed(value) : value,
        before_sensitive: marks,
        after_sensitive: marks,
      },
    })),
  ),
  output_changes: {
    token: {
      actions: ['update'],
      before: 'CANARY-6',
      after: 'CANARY-7',
      before_sensitive: true,
      after_sensitive: true,
    },
  },
};

function changed(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value).replaceAll('CANARY', 'CANARY-NEW')) as unknown;
}

test.each(all)('%s of a recorded plan holds no secret of it', (_, render) => {
  expect(JSON.stringify(recordedPlan())).toContain('CANARY');
  expect(render(reportOf(recordedPlan()))).not.toContain('CANARY');
});

test.each(all)('%s masks a sensitive value wherever it is', (_, render) => {
  const rendered = render(reportOf({ ...planted, resource_drift: planted.resource_changes }));
  expect(rendered).toContain('aws_x.nested_update');
  expect(rendered).not.toContain('CANARY');
});

test.each(all)('%s masks a value that was sensitive before, or is from now on', (_, render) => {
  const [before, after] = [{ a: 'CANARY-OLD' }, { a: 'CANARY-NEW' }];
  for (const marks of [{ before_sensitive: { a: true } }, { after_sensitive: { a: true } }]) {
    const resource = { address: 'aws_x.y', mode: 'managed' as const, type: 'aws_x', name: 'y' };
    const rendered = render(
      reportOf({ resource_changes: [{ ...resource, change: { actions: ['update'], before, after, ...marks } }] }),
    );
    expect(rendered).toContain('aws_x.y');
    expect(rendered).not.toContain('CANARY');
  }
});

test.each(all)('%s masks what is sensitive inside a value that is shown as a whole', (_, render) => {
  const [before, after] = [{ a: 'plain' }, { a: [{ name: 'x', token: 'CANARY' }] }];
  const rendered = render(
    reportOf({
      resource_changes: [
        {
          address: 'aws_x.y',
          mode: 'managed',
          type: 'aws_x',
          name: 'y',
          change: { actions: ['update'], before, after, after_sensitive: { a: [{ token: true }] } },
        },
      ],
    }),
  );
  expect(rendered).toContain('aws_x.y');
  expect(rendered).not.toContain('CANARY');
});

test('the text ends with the headline, and shows values that are not secret', () => {
  const text = renderText(reportOf(recordedPlan()));
  expect(text.split('\n').at(-1)).toBe('staging: 1 to create, 3 to update, 1 to replace, 1 to destroy');
  expect(text).toContain('cidr_block: "10.0.1.0/24" → "10.0.2.0/24"  # forces replacement');
  expect(text).toContain('value: (sensitive) → (sensitive)');
});

test('the page lets no value become markup', () => {
  const page = renderHtml(reportOf(recordedPlan()));
  expect(page).toContain('b &lt;script&gt;');
  expect(page.match(/<script>/g)).toHaveLength(1);
  expect(page).not.toMatch(/(src|href)=/);
});

test('the Markdown stays within a comment, and says what it leaves out', () => {
  const markdown = renderMarkdown(reportOf(recordedPlan()), 1000);
  expect(markdown.length).toBeLessThanOrEqual(1000);
  expect(markdown).toMatch(/\d+ more sections do not fit here/);
});

test('no value can end a code fence of the Markdown', () => {
  const markdown = renderMarkdown(
    reportOf({
      resource_changes: [
        {
          address: 'aws_x.y',
          mode: 'managed',
          type: 'aws_x',
          name: 'y',
          change: { actions: ['update'], before: { a: 'x' }, after: { a: '```\n# injected' } },
        },
      ],
    }),
  );
  expect(markdown).toContain('````diff');
});

test('the summary names what changes, without values', () => {
  const summary = planSummary(reportOf(recordedPlan()));
  expect(summary.changes).toContainEqual({
    address: 'aws_vpc.main',
    type: 'aws_vpc',
    action: 'update',
    attributes: expect.arrayContaining(['tags.Name']) as string[],
  });
  expect(summary.outputs).toEqual(['secret', 'subnet']);
  expect(JSON.stringify(summary)).not.toContain('10.0.2.0');
});
