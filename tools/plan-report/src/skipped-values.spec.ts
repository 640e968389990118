import { planReport } from './build';
import { headline } from './model';
import { renderHtml } from './render/html';
import { renderMarkdown } from './render/markdown';
import { SKIPPED_OUTPUT, skippedValues } from './skipped-values';

const after = { 'cloudflare_dns_record.a': { name: 'a.example.com', secret: null, settings: { a: 1 } } };
const after_unknown = { 'cloudflare_dns_record.a': { content: true, settings: { b: true } } };
const change = { actions: ['create'], before: null, after, after_unknown };
const subject = { env: 'staging', target: 'local', isConfigured: () => true, skipped: Object.keys(after) } as const;
const report = planReport(subject, { output_changes: { [SKIPPED_OUTPUT]: change } });

it('tells known arguments from unknown and sensitive ones', () => {
  expect(skippedValues(change)).toEqual([
    {
      address: 'cloudflare_dns_record.a',
      values: [
        { name: 'content', value: { kind: 'unknown' } },
        { name: 'name', value: { kind: 'value', value: 'a.example.com' } },
        { name: 'secret', value: { kind: 'sensitive' } },
        { name: 'settings', value: { kind: 'unknown' } },
      ],
    },
  ]);
});

it('is neither an output nor a change', () => {
  expect(report.outputs).toEqual([]);
  expect(headline(report)).toBe('staging: no changes');
  // The first run that has the provider removes it.
  const gone = { output_changes: { [SKIPPED_OUTPUT]: { actions: ['delete'], before: after, after: null } } };
  const without = planReport({ ...subject, skipped: [] }, gone);
  expect(headline(without)).toBe('staging: no changes');
  expect(without.digest).toBe(planReport({ ...subject, skipped: [] }, {}).digest);
});

it.each([
  ['Markdown', renderMarkdown(report)],
  ['the page', renderHtml(report)],
])('is unfolded in %s', (_, rendered) => {
  expect(rendered).toMatch(/<details[^>]*>\s*<summary>[^<]*skipped/);
  expect(rendered).toMatch(/name = ("|&quot;)a\.example\.com/);
  expect(rendered).toContain('content = (known after apply)');
});
