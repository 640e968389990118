import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type PlanJson,
  planReport,
  planSummary,
  type PlanSummary,
  renderHtml,
  renderMarkdown,
  renderText,
} from '@restartix/plan-report';
import { parseLockInfo } from '../state/lock-holder';
import { parseEvent, Progress } from '../run/progress';
import { refreshFoundNothing } from '../run/refresh';
import {
  main,
  captured,
  CONFIGURATION,
  fakeWorkspace,
  type FakeWorkspace,
  type Script,
} from '../testing/fake-workspace';
import { recordedTofu, tofuFile } from '../testing/recordings';

jest.mock('@restartix/emulator', () => ({
  ...jest.requireActual<object>('@restartix/emulator'),
  startEmulator: jest.fn(),
}));

describe('a plan that OpenTofu made', () => {
  const plan = JSON.parse(recordedTofu('plan.json')) as PlanJson;
  const program = { product: 'OpenTofu', version: '1.11.5' } as const;
  const isConfigured = (_type: string, _name: string, attribute: string): boolean => attribute === 'display_name';
  const report = planReport({ env: 'staging', target: 'local', program, isConfigured }, plan);

  test('is counted as one of Terraform is', () => {
    expect(report.counts).toEqual({ create: 0, update: 3, replace: 1, destroy: 0, import: 0, move: 0 });
    expect(report.changes.map(({ action, address }) => `${action} ${address}`)).toEqual([
      'replace aws_sqs_queue.mail',
      'update aws_sns_topic.alerts',
      'update aws_sqs_queue.jobs',
      'update aws_ssm_parameter.token',
    ]);
    expect(report.drift.map(({ address }) => address)).toEqual(['aws_sns_topic.alerts']);
  });

  test.each([
    ['text', renderText(report)],
    ['Markdown', renderMarkdown(report)],
    ['the page', renderHtml(report)],
    ['the summary', JSON.stringify(planSummary(report))],
  ])('%s has no secret in it, and speaks of OpenTofu alone', (_, rendered) => {
    expect(rendered).toContain('aws_ssm_parameter.token');
    expect(rendered).not.toContain('not-to-be-shown');
    expect(rendered).not.toContain('Terraform');
    expect(rendered).toContain('OpenTofu');
  });

  test('has another digest than one that Terraform made: its providers are others', () => {
    const digest = (of: typeof program | undefined): string =>
      planReport({ env: 'staging', target: 'local', isConfigured, key: 'lineage', program: of }, plan).digest;
    expect(digest(program)).toBe(digest(program));
    expect(digest(undefined)).not.toBe(digest(program));
  });

  test('without changes is known to be one without asking OpenTofu', () => {
    expect(refreshFoundNothing(tofuFile('unchanged-plan.zip'), () => true)).toBe(true);
  });
});

test('an apply of OpenTofu is counted as it goes', () => {
  const progress = new Progress({ kind: 'apply', total: 6, product: 'OpenTofu' });
  const lines = recordedTofu('apply.jsonl')
    .trim()
    .split('\n')
    .flatMap((line) => progress.take(parseEvent(line)!) ?? []);
  expect(progress.done).toBe(6);
  expect(lines.at(-1)).toMatch(/^\[6\/6\] aws_\S+ created in \d+s$/);
  expect(progress.outputs).toHaveProperty('queue');
  expect(progress.status()).toContain('waiting for OpenTofu');
});

test('the holder of a lock is read out of what OpenTofu says', () => {
  expect(parseLockInfo(recordedTofu('unlock-locked.txt'))).toMatchObject({
    id: '11111111-2222-3333-4444-555555555555',
    who: 'ann@laptop',
  });
});

describe('what OpenTofu says when it fails', () => {
  let workspace: FakeWorkspace;
  let printed: ReturnType<typeof captured>;
  beforeEach(() => (printed = captured()));
  afterEach(() => {
    printed.restore();
    workspace.dispose();
  });

  const OPENTOFU = { version: 'echo "OpenTofu v1.11.5"' };
  const failing = (name: string): Script => `cat '${tofuFile(name)}'; exit 1`;
  async function run(command: string, scripts: Readonly<Record<string, Script>>, flags: string[] = []) {
    workspace = fakeWorkspace({ ...OPENTOFU, ...scripts });
    const code = await main([command, 'staging', ...flags]);
    return { code, said: printed.err(), printed: printed.out() };
  }

  test.each([
    ['init', 'no-bucket.txt', 'The state bucket example-tfstate (eu-central-1) does not exist.\nhint: Create it once'],
    [
      'init',
      'no-provider.txt',
      'OpenTofu cannot install its providers (aws 5.100.0): no mirror on this machine has them',
    ],
    ['init', 'no-credentials.txt', 'No valid AWS credentials. Error: No valid credential sources found'],
    ['plan', 'locked.jsonl', 'The state of staging is locked: lock held by ann@laptop since 2026-11-26 20:00:00'],
    ['plan', 'stale.jsonl', 'The plan of staging is stale: the state has changed since'],
    ['plan', 'protected.jsonl', 'Protected by prevent_destroy: aws_sqs_queue.mail. Nothing was destroyed.'],
  ])('%s, %s: what is wrong', async (step, fixture, expected) => {
    const { code, said } = await run('plan', { [step]: failing(fixture) });
    expect(code).toBe(1);
    expect(said).toContain(expected);
    expect(said).not.toContain('Terraform');
  });

  test('a state that nobody holds is said to be free', async () => {
    const { code, printed } = await run('unlock', { 'force-unlock': failing('unlock-free.txt') });
    expect([code, printed]).toEqual([0, 'staging: not locked']);
  });

  test('a lock is released by its id', async () => {
    const id = '11111111-2222-3333-4444-555555555555';
    const script = `[ "$3" = nobody ] || exit 0; ${failing('unlock-locked.txt')}`;
    const { code, printed } = await run('unlock', { 'force-unlock': script }, [`--id=${id}`]);
    expect([code, printed]).toEqual([0, 'staging: unlocked']);
    expect(workspace.calls()).toContain(`force-unlock -force ${id}`);
  });
});

describe('drift', () => {
  let workspace: FakeWorkspace;
  let printed: ReturnType<typeof captured>;
  beforeEach(() => (printed = captured()));
  afterEach(() => {
    printed.restore();
    workspace.dispose();
  });

  test.each([
    ['Terraform', 'Terraform v1.11.4', true],
    ['OpenTofu', 'OpenTofu v1.11.5', false],
  ])('of %s is what was found, and not what would be done about it', async (product, version, refreshOnly) => {
    workspace = fakeWorkspace({
      version: `echo "${version}"`,
      plan: 'exit 2',
      show: `cat '${tofuFile('plan.json')}'`,
    });
    writeFileSync(
      join(workspace.stack, 'cdk.tf.json'),
      JSON.stringify({ ...CONFIGURATION, resource: { aws_sns_topic: { alerts: { display_name: '' } } } }),
    );
    expect(await main(['drift', 'staging'])).toBe(2);
    expect(printed.out()).toContain(`staging: 1 changed outside ${product}`);
    expect(
      workspace
        .calls()
        .find((call) => call.startsWith('plan'))
        ?.includes('-refresh-only'),
    ).toBe(refreshOnly);
    const summary = JSON.parse(readFileSync(join(workspace.work, 'drift-summary.json'), 'utf8')) as PlanSummary;
    expect(summary.changes).toEqual([]);
    expect(summary.drift.map(({ address }) => address)).toEqual(['aws_sns_topic.alerts']);
  });
});

describe('the lock files of providers', () => {
  let workspace: FakeWorkspace;
  let printed: ReturnType<typeof captured>;
  const lockOf = (registry: string): string => `provider "${registry}/hashicorp/aws" {}`;
  const init = (registry: string): Script =>
    `cat .terraform.lock.hcl >> seen 2>/dev/null; mkdir -p "$TF_DATA_DIR/providers"; echo {} > "$TF_DATA_DIR/terraform.tfstate"; echo '${lockOf(registry)}' > .terraform.lock.hcl`;
  beforeEach(() => {
    printed = captured();
    workspace = fakeWorkspace({ init: init('registry.terraform.io'), validate: 'exit 0' });
    for (const name of ['.terraform', '.opentofu']) rmSync(join(workspace.work, '..', `${name}.lock.hcl`));
  });
  afterEach(() => {
    printed.restore();
    workspace.dispose();
  });
  const placed = (): string => readFileSync(join(workspace.stack, '.terraform.lock.hcl'), 'utf8').trim();

  test("are each program's own: one never reads the other's", async () => {
    expect(await main(['validate', 'staging'])).toBe(0);
    expect(placed()).toBe(lockOf('registry.terraform.io'));

    const tofu = fakeWorkspace({
      ...{ version: 'echo "OpenTofu v1.11.5"' },
      init: init('registry.opentofu.org'),
      validate: 'exit 0',
    });
    const program = join(workspace.root, 'tofu');
    copyFileSync(join(tofu.root, 'terraform'), program);
    tofu.dispose();
    process.env['TERRAFORM_BINARY_NAME'] = program;
    jest.spyOn(process, 'cwd').mockReturnValue(workspace.root);
    expect(await main(['validate', 'staging'])).toBe(0);
    expect(placed()).toBe(lockOf('registry.opentofu.org'));
    expect(() => readFileSync(join(workspace.stack, 'seen'))).not.toThrow();
    expect(readFileSync(join(workspace.stack, 'seen'), 'utf8')).toBe('');

    process.env['TERRAFORM_BINARY_NAME'] = join(workspace.root, 'terraform');
    expect(await main(['validate', 'staging'])).toBe(0);
    expect(placed()).toBe(lockOf('registry.terraform.io'));
    for (const name of ['terraform', 'opentofu'])
      expect(readFileSync(join(workspace.work, `${name}.lock.hcl`), 'utf8')).toMatch(/provider/);
  });
});
