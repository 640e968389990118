import { planOf, recordedPlan, reportOf } from '../testing/plans';
import { renderHtml } from './html';
import { renderMarkdown } from './markdown';
import type { PlanJson } from '../plan-json';
import { planReport } from '../build';
import { planSummary } from '../summary';
import { renderText } from './text';
import { type PlanReport, headline } from '../model';

const RENDERERS: Readonly<Record<string, (report: PlanReport) => string>> = {
  text: renderText,
  markdown: renderMarkdown,
  html: renderHtml,
  summary: (report) => JSON.stringify(planSummary(report)),
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
    const rendered = render(reportOf(planOf('aws_x.y', { before, after, ...marks })));
    expect(rendered).toContain('aws_x.y');
    expect(rendered).not.toContain('CANARY');
  }
});

test.each(all)('%s masks what is sensitive inside a value that is shown as a whole', (_, render) => {
  const [before, after] = [{ a: 'plain' }, { a: [{ name: 'x', token: 'CANARY' }] }];
  const rendered = render(reportOf(planOf('aws_x.y', { before, after, after_sensitive: { a: [{ token: true }] } })));
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

describe('a Markdown that has to fit a comment', () => {
  const LONG = 'x'.repeat(5_000);
  const big = (count: number, actions: string[]): PlanJson => ({
    resource_changes: Array.from({ length: count }, (_, i) => ({
      address: `aws_s3_bucket.a_bucket_with_quite_a_long_name_${i}`,
      mode: 'managed',
      type: 'aws_s3_bucket',
      name: `a_bucket_with_quite_a_long_name_${i}`,
      change: {
        actions,
        before: actions[0] === 'create' ? null : { bucket: 'a', policy: `${i}${LONG}1` },
        after: actions.join() === 'delete' ? null : { bucket: 'b', policy: `${i}${LONG}2` },
        ...(actions.length > 1 ? { replace_paths: [['bucket']] } : {}),
      },
    })),
  });
  const plan = (...plans: PlanJson[]): PlanReport =>
    reportOf({ resource_changes: plans.flatMap(({ resource_changes }) => resource_changes!) });

  test('says all of a plan that fits', () => {
    const markdown = renderMarkdown(reportOf(recordedPlan()));
    expect(markdown).toContain('cidr_block: "10.0.1.0/24" → "10.0.2.0/24"  # forces replacement');
    expect(markdown).not.toContain('omitted for length');
  });

  test('gives up the values of what changes before those of what is replaced', () => {
    const markdown = renderMarkdown(plan(big(100, ['update']), big(1, ['delete', 'create'])));
    expect(markdown).toMatch(/Values are omitted for length[^]*bucket: "a" → "b" {2}# forces replacement/);
    expect(markdown).toMatch(/update \(100\)[^]*~ aws_s3_bucket\.\w+_99\n {4}bucket\n {4}policy\n/);
  });

  test.each([
    ['a thousand updates', plan(big(1000, ['update']))],
    ['a thousand replacements', plan(big(1000, ['delete', 'create']))],
    ['a thousand buckets destroyed, each with its data', plan(big(1000, ['delete']))],
    ['two thousand of each', plan(big(2000, ['create']), big(2000, ['update']), big(2000, ['delete']))],
  ])('holds %s within 60 kB, whole in its markup, and says what it leaves out', (_, report) => {
    const markdown = renderMarkdown(report);
    expect(Buffer.byteLength(markdown)).toBeLessThan(60_000);
    expect(markdown).toContain(headline(report).slice('staging: '.length));
    expect(markdown).toMatch(/see plan\.html/);
    for (const [opening, closing] of [
      [/<details>/g, /<\/details>/g],
      [/^```diff$/gm, /^```$/gm],
    ] as const) {
      expect(markdown.match(opening)?.length).toBe(markdown.match(closing)?.length);
    }
  });

  test('names what is destroyed for as long as there is room', () => {
    const markdown = renderMarkdown(plan(big(1000, ['delete'])));
    expect(markdown.match(/^- aws_s3_bucket/gm)!.length).toBeGreaterThanOrEqual(300);
    expect(markdown).toMatch(/… and \d+ more; see plan\.html/);
  });

  test('drops whole sections only when nothing else helps', () => {
    expect(renderMarkdown(reportOf(recordedPlan()), { limit: 500 })).toMatch(
      /\d+ more sections are omitted for length/,
    );
  });
});

test('the Markdown folds many updates, and never what destroys', () => {
  const many = (action: string): PlanJson => ({
    resource_changes: Array.from({ length: 21 }, (_, i) =>
      planOf(`aws_x.y${i}`, { actions: [action], before: { a: 1 }, after: { a: 2 } }),
    ).flatMap(({ resource_changes }) => resource_changes!),
  });
  expect(renderMarkdown(reportOf(many('update')))).toContain('<details><summary>update (21)</summary>');
  expect(renderMarkdown(reportOf(many('delete')))).not.toContain('<details>');
});

describe('what loses data', () => {
  const report = (env: string): PlanReport =>
    planReport(
      { env, target: 'cloud', isConfigured: () => true },
      planOf('aws_rds_cluster.db', { actions: ['delete', 'create'], before: { a: 1 }, after: { a: 2 } }),
    );

  test.each(all)('%s names it, in every environment', (_, render) => {
    expect(render(report('staging'))).toContain('aws_rds_cluster.db');
  });

  test.each(all.slice(0, 3))('%s says it before all else, with the flag that allows it', (_, render) => {
    const LOSS = '1 resource that holds data would be destroyed or replaced';
    const rendered = render(report('production'));
    expect(rendered.indexOf(LOSS)).toBeGreaterThanOrEqual(0);
    expect(rendered.indexOf(LOSS)).toBeLessThan(rendered.lastIndexOf('aws_rds_cluster.db'));
    expect(rendered).toContain('--allow-data-loss=aws_rds_cluster.db');
  });

  test('is in the summary by address', () => {
    expect(planSummary(report('staging')).dataLoss).toEqual(['aws_rds_cluster.db']);
  });
});

test.each(all)('%s says what was skipped', (_, render) => {
  const subject = {
    env: 'staging',
    target: 'local',
    isConfigured: () => true,
    skipped: ['cloudflare_zone.z'],
  } as const;
  expect(render(planReport(subject, {}))).toContain('cloudflare_zone');
  expect(renderMarkdown(planReport(subject, {}))).toContain('cloudflare_zone.z');
  expect(render(planReport({ ...subject, skipped: [] }, {}))).not.toMatch(/cloudflare|skipped: provider/i);
});

describe('schedules', () => {
  const now = new Date('2026-11-23T12:00:00Z');
  const report = reportOf(
    planOf('aws_scheduler_schedule.roll', {
      actions: ['create'],
      before: null,
      after: { name: 'audit-roll', schedule_expression: 'cron(0 2 1 * ? *)', state: 'ENABLED' },
    }),
  );

  test('are in the Markdown and the page with their next runs', () => {
    for (const rendered of [renderMarkdown(report, { now }), renderHtml(report, { now })]) {
      expect(rendered).toMatch(/audit-roll[^]*ENABLED[^]*cron\(0 2 1 \* \? \*\)[^]*2026-12-01 02:00 UTC/);
    }
  });

  test('have no next runs in the summary, which is the same at any time', () => {
    expect(JSON.stringify(planSummary(report))).not.toContain('02:00');
  });
});

test('no value, key or address of the Markdown becomes markup outside its fence', () => {
  const nasty = '</details> ```\n# heading <b>';
  const statement = { Effect: 'Allow', Action: '*', Resource: nasty };
  const policy = JSON.stringify({ Statement: [statement] });
  const markdown = renderMarkdown(
    reportOf({
      resource_changes: [
        ...planOf('aws_iam_role_policy.p', { before: { role: nasty }, after: { role: nasty, policy } })
          .resource_changes!,
        ...planOf(`aws_x.y["${nasty}"]`, { before: { [nasty]: nasty }, after: { [nasty]: 'x' } }).resource_changes!,
      ],
    }),
  );
  const outside = markdown.replace(/^(`{3,})diff\n[^]*?\n\1$/gm, '').replace(/(`+)[^`][^\n]*?[^`]\1(?!`)/g, '');
  expect(outside).not.toMatch(/<\/details>|<b>|^# /m);
  expect(markdown).toContain('</details> ```\\n# heading <b>');
});

test('no value can end a code fence of the Markdown', () => {
  const markdown = renderMarkdown(reportOf(planOf('aws_x.y', { before: { a: 'x' }, after: { a: '```\n# injected' } })));
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

/** Everywhere that a plan holds text of somebody's. */
const FREE_TEXT = [
  '\u001b[2K\r staging: no changes',
  '\u009b2J\u202egnp.exe\u2066\u200b\u00ad\u{e0041}',
  '\n::error::pwn\n##[add-path]/tmp',
  '</details><script>alert(1)</script><img src=x onerror=alert(1)>',
  '``` ](https://evil.example) @octocat/team #1 | a |',
  '\n\n# staging: no changes\n',
];

function planWith(text: string): PlanJson {
  const policy = {
    Statement: [
      { Sid: text, Effect: 'Allow', Action: '*', Resource: '*', Condition: { StringLike: { [text]: text } } },
    ],
  };
  const rule = { cidr_ipv4: '0.0.0.0/0', description: text, ip_protocol: text, security_group_id: text };
  return {
    resource_changes: [
      ...planOf(
        `aws_s3_bucket.a["${text}"]`,
        { before: { tags: { [text]: 'old' } }, after: { tags: { [text]: text } } },
        { action_reason: text, previous_address: text },
      ).resource_changes!,
      ...planOf('aws_vpc_security_group_ingress_rule.r', { actions: ['create'], before: null, after: rule })
        .resource_changes!,
      ...planOf('aws_iam_role_policy.p', {
        before: { role: text, policy: '{"Statement":[]}' },
        after: { role: text, policy: JSON.stringify(policy) },
      }).resource_changes!,
      ...planOf('aws_s3_bucket.imported', { actions: ['no-op'], before: {}, after: {}, importing: { id: text } })
        .resource_changes!,
      ...planOf('aws_kms_key.old', { actions: ['delete'], before: {}, after: null }, { deposed: text })
        .resource_changes!,
      ...planOf('aws_scheduler_schedule.s', {
        actions: ['create'],
        before: null,
        after: { name: text, state: text, schedule_expression: text },
      }).resource_changes!,
    ],
    output_changes: { [text]: { actions: ['update'], before: 'a', after: text } },
    checks: [
      {
        address: { kind: 'check', to_display: text },
        status: 'fail',
        instances: [{ address: { to_display: text }, status: 'fail', problems: [{ message: text }] }],
      },
    ],
  };
}

describe.each(FREE_TEXT)('free text %j', (text) => {
  const drifted = planWith(text).resource_changes;
  const warnings = [{ summary: text, detail: text, address: text }];
  const run = { flags: [`--allow-data-loss=${text}`], askedBy: text, account: text };
  const report = reportOf({ ...planWith(text), resource_drift: drifted }, { warnings, run, skipped: [text] });

  test.each(all.slice(0, 3))('%s shows every character of it', (_, render) => {
    expect(render(report).replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
  });

  test('is no command of a runner, and no line of its own, in a terminal', () => {
    const lines = renderText(report).split('\n');
    expect(lines.filter((line) => /^\s*::|##\[/.test(line))).toEqual([]);
    const without = renderText(
      reportOf(
        { ...planWith('x'), resource_drift: planWith('x').resource_changes },
        { warnings: [{ summary: 'x' }], run: { ...run, account: 'x' }, skipped: ['x'] },
      ),
    );
    expect(lines).toHaveLength(without.split('\n').length);
  });

  test('is no markup of the page', () => {
    expect(
      renderHtml(report)
        .match(/<(script|img|\/details)/g)!
        .filter((tag) => tag === '<img'),
    ).toEqual([]);
    expect(renderHtml(report).match(/<script/g)).toHaveLength(1);
  });

  test('is in code alone in the Markdown', () => {
    const outside = renderMarkdown(report)
      .replace(/^(`{3,})(diff|text)\n[^]*?\n\1$/gm, '')
      .replace(/(?<!`)(`+)(?!`)[^\n]*?(?<!`)\1(?!`)/g, '');
    expect(outside).not.toMatch(/octocat|evil|script|img|alert|pwn|^# |\|/m);
  });
});

describe('what a reviewer must tell apart', () => {
  const left = planOf(
    'aws_secretsmanager_secret.db',
    { actions: ['delete'], before: { id: 'old' }, after: null },
    { deposed: '1d9a3c41' },
  );
  const live = planOf('aws_secretsmanager_secret.db', {
    actions: ['no-op'],
    before: { id: 'new' },
    after: { id: 'new' },
  });
  const report = reportOf({ resource_changes: [...live.resource_changes!, ...left.resource_changes!] });

  test.each(all)('%s says that a left-over object is not the live one', (_, render) => {
    expect(render(report)).toContain('1d9a3c41');
    if (render !== RENDERERS['summary']) {
      expect(render(report)).toContain('left-over object 1d9a3c41 of an earlier replacement; the live object stays');
    }
  });

  test.each(all)('%s has the id that is imported', (_, render) => {
    const plan = planOf('aws_s3_bucket.b', {
      actions: ['no-op'],
      before: {},
      after: {},
      importing: { id: 'somebody-elses' },
    });
    expect(render(reportOf(plan))).toContain('somebody-elses');
  });

  test.each(all)('%s says that the old object is forgotten when a new one is made', (_, render) => {
    const plan = planOf('aws_db_instance.main', { actions: ['create', 'forget'], before: { id: 'old' }, after: {} });
    expect(render(reportOf(plan))).toMatch(/the old object is forgotten and stays in AWS|"forgets":true/);
  });

  test.each(all)('%s has the checks that fail and the warnings', (_, render) => {
    const checks = ['fail', 'pass', 'unknown', 'error'].map((status) => ({
      address: { kind: 'check', to_display: `check.${status}` },
      status: status as 'fail',
      instances: [{ address: { to_display: 'x' }, status, problems: [{ message: `message of ${status}` }] }],
    }));
    const rendered = render(
      reportOf({ checks }, { warnings: [{ summary: 'Deprecated', detail: 'use another', address: 'aws_x.y' }] }),
    );
    for (const each of ['check.fail', 'message of fail', 'check.error', 'Deprecated', 'use another', 'aws_x.y'])
      expect(rendered).toContain(each);
    expect(rendered).not.toMatch(/check\.(pass|unknown)/);
  });

  test.each(all)('%s says how the run was asked for', (_, render) => {
    const run = { flags: ['--allow-data-loss=aws_x.y'], askedBy: 'octocat', account: '123456789012' };
    const rendered = render(reportOf({}, { run }));
    for (const each of ['--allow-data-loss=aws_x.y', 'octocat', '123456789012']) expect(rendered).toContain(each);
    expect(reportOf({}, { run }).digest).toBe(reportOf({}).digest);
  });

  test.each(all.slice(1))('%s names the provider and its version', (_, render) => {
    const source = 'registry.terraform.io/hashicorp/aws';
    const plan = planOf('aws_x.y', { before: { a: 1 }, after: { a: 2 } }, { provider_name: source });
    const lockFile = `provider "${source}" {\n  version = "5.100.0"\n}\n`;
    expect(render(reportOf(plan, { lockFile }))).toMatch(/hashicorp\/aws( |","version":")5\.100\.0/);
  });
});
