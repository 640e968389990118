import { mkdirSync, readFileSync, writeFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { recordedApply } from '../testing/recordings';
import { main, captured, fakeWorkspace, type FakeWorkspace, type Script } from '../testing/fake-workspace';
import { madeByCutOffApply, withoutRefused } from './untracked';

jest.mock('@restartix/emulator', () => ({
  ...jest.requireActual<object>('@restartix/emulator'),
  startEmulator: jest.fn(),
}));

const whole = recordedApply();
const cutOff = whole.slice(0, -2);

test('an apply that came to its end left nothing untracked', () => {
  expect(madeByCutOffApply(whole.join('\n'))).toEqual([]);
  const failed = [...cutOff, '{"type":"diagnostic","diagnostic":{"severity":"error","summary":"x"}}'];
  expect(madeByCutOffApply(failed.join('\n'))).toEqual([]);
});

test('an apply that was cut off made what its log says, also in its replacements', () => {
  expect(madeByCutOffApply(`$ terraform apply\n${cutOff.join('\n')}\n{"type":"apply_co`)).toEqual([
    { to: 'aws_ssm_parameter.fresh', id: '/fresh' },
    { to: 'aws_subnet.a', id: expect.stringMatching(/^subnet-/) as string },
  ]);
});

test('leaves out what Terraform refuses to import, and nothing when it does not say what', () => {
  const both = [
    { to: 'aws_a.b', id: '1-a' },
    { to: 'aws_c.d', id: '2-c' },
  ];
  expect(withoutRefused(both, 'Error: Cannot import non-existent remote object "2-c"')).toEqual([both[0]]);
  expect(withoutRefused(both, 'Error: x\n  with aws_a.b_and_more\nError: y\n  with aws_a.b,')).toEqual([both[1]]);
  expect(withoutRefused(both, 'Error: something')).toBeUndefined();
});

describe('the next plan', () => {
  let workspace: FakeWorkspace;
  let printed: ReturnType<typeof captured>;
  beforeEach(() => (printed = captured()));
  afterEach(() => {
    printed.restore();
    workspace.dispose();
  });
  const imports = (): string => join(workspace.stack, 'untracked.tf.json');
  const use = (scripts: Readonly<Record<string, Script>>): void => {
    const recorded = { resources: [{ mode: 'managed', type: 'aws_subnet', name: 'a', instances: [{}] }] };
    workspace = fakeWorkspace({ plan: 'exit 0', state: `echo '${JSON.stringify(recorded)}'`, ...scripts });
    const logs = join(workspace.work, 'logs');
    mkdirSync(logs, { recursive: true });
    writeFileSync(join(logs, '2026-01-01-cloud-apply-1.log'), cutOff.join('\n'));
  };

  test('imports what the state does not know, and nothing else', async () => {
    use({});
    expect(await main(['plan', 'staging'])).toBe(0);
    expect(JSON.parse(readFileSync(imports(), 'utf8'))).toEqual({
      import: [{ to: 'aws_ssm_parameter.fresh', id: '/fresh' }],
    });
    expect(printed.err()).toContain('the plan imports aws_ssm_parameter.fresh.');
  });

  test('goes on without what cannot be imported, and says so', async () => {
    const refusal =
      '{"type":"diagnostic","diagnostic":{"severity":"error","summary":"Cannot import","detail":"/fresh"}}';
    use({ plan: `[ -f untracked.tf.json ] || exit 0\necho '${refusal}'\nexit 1` });
    expect(await main(['plan', 'staging'])).toBe(0);
    expect(printed.err()).toContain('Not importable: aws_ssm_parameter.fresh');
    expect(existsSync(imports())).toBe(false);
  });

  test('is none when an import fails and nobody says which: without it, all would be made twice', async () => {
    const refusal = '{"type":"diagnostic","diagnostic":{"severity":"error","summary":"Invalid template"}}';
    use({ plan: `echo '${refusal}'\nexit 1` });
    expect(await main(['plan', 'staging'])).toBe(1);
    expect(printed.err()).toContain('Invalid template');
  });

  test('of the emulator does not look at what an apply in the cloud made', async () => {
    use({});
    writeFileSync(join(workspace.work, 'logs', '2026-01-02-local-apply-1.log'), cutOff.join('\n'));
    writeFileSync(join(workspace.work, 'logs', '2026-01-03-cloud-apply-1.log'), whole.join('\n'));
    expect(await main(['plan', 'staging'])).toBe(0);
    expect(existsSync(imports())).toBe(false);
  });
});
