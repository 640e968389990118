import { type PlanReport, renderHtml } from '@restartix/plan-report';
import { environmentDiagram } from './diagram';
import { planOf, recordedPlan, recordedStagingPlan, reportOf } from '@restartix/plan-report/testing';

const CONFIGURATION = {
  resource: {
    aws_rds_cluster: { database_cluster: { '//': { metadata: { path: 'staging/database/cluster' } } } },
    aws_sqs_queue: { fresh: { '//': { metadata: { path: 'staging/backups/fresh' } } } },
    aws_kms_key: { key: { '//': { metadata: { path: 'staging/encryption-key/key' } } } },
  },
};
const pageOf = async (report: PlanReport): Promise<string> =>
  renderHtml(report, { picture: (await environmentDiagram('staging', CONFIGURATION, report.changes)).svg });

/** Elements that HTML closes by itself. */
const VOID = ['meta', 'input', 'br', 'rect', 'path'];

/** The names of what is opened and not closed, or closed and not open, in order. */
function misnested(html: string): string[] {
  const open: string[] = [];
  const wrong: string[] = [];
  const markup = html.replace(/<(style|script)>[^]*?<\/\1>/g, '').replace(/^<!doctype html>/, '');
  for (const [, closing, name = '', rest = ''] of markup.matchAll(/<(\/?)([a-zA-Z][\w-]*)((?:[^>"]|"[^"]*")*)>/g)) {
    if (closing) {
      if (open.at(-1) === name) open.pop();
      else wrong.push(`/${name}`);
    } else if (!rest.endsWith('/') && !VOID.includes(name)) open.push(name);
  }
  return [...wrong, ...open];
}

const NASTY = '`x` </details></td><script>alert(1)</script> "quoted" & \'single\' ```\n## heading';
const nasty = reportOf(
  planOf('aws_x.y["</summary><img src=x onerror=alert(1)>"]', {
    before: { text: NASTY, [NASTY]: 1, long: 'x' },
    after: { text: `${NASTY}!`, [NASTY]: 2, long: 'y'.repeat(100_000) },
  }),
);

describe.each([
  ['a recorded plan', reportOf(recordedPlan())],
  ['a recorded plan of staging', reportOf(recordedStagingPlan())],
  ['values that look like markup', nasty],
  ['no changes', reportOf({})],
])('the page of %s', (_, report) => {
  test('is whole: what is opened is closed, in order', async () => {
    expect(misnested(await pageOf(report))).toEqual([]);
  });

  test('needs nothing from elsewhere, and runs one script, its own', async () => {
    const page = await pageOf(report);
    const elsewhere = page
      .replaceAll('http://www.w3.org/2000/svg', '')
      .match(/<[^>]*\s(?:src|href|srcset|action)=[^>]*>/g);
    expect(elsewhere).toBeNull();
    expect(page).not.toMatch(/@import|url\(/);
    expect(page.match(/<script/g)).toHaveLength(1);
    expect(page).not.toMatch(/<[^>]+\son\w+=[^>]*>/);
  });

  test('is for a phone as for a desk, in light and dark', async () => {
    const page = await pageOf(report);
    expect(page).toContain('<meta name="viewport" content="width=device-width, initial-scale=1" />');
    expect(page).toContain('@media(prefers-color-scheme:dark)');
    expect(page).toContain('@media(max-width:40rem)');
  });
});

test('tells broken nesting from whole', () => {
  expect(misnested('<p><b>x</p></b>')).toEqual(['/p', 'p']);
  expect(misnested('<div><p class="a>b">x</p>')).toEqual(['div']);
});

test('the page shows the environment with what changes marked in it, and finds changes alone when searched', async () => {
  const page = await pageOf(reportOf(recordedStagingPlan()));
  expect(page).toMatch(/<details class="picture">[^]*<g class="module replace">[^]*>database<[^]*± 1 replace/);
  expect(page).toMatch(/<g class="module same">[^]*>encryption-key</);
  expect(page).toContain('<input type="search"');
  // The search hides `.change`: nothing in the picture may be one.
  expect(/<svg[^]*<\/svg>/.exec(page)![0]).not.toMatch(/class="change/);
});

test('a long value is on the page whole', async () => {
  expect(await pageOf(nasty)).toContain('y'.repeat(100_000));
});
