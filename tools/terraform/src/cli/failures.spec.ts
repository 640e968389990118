import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { main, captured, fakeWorkspace, type FakeWorkspace, type Script } from '../testing/fake-workspace';

jest.mock('@restartix/emulator', () => ({ startEmulator: jest.fn() }), { virtual: true });

let workspace: FakeWorkspace;
let printed: ReturnType<typeof captured>;
beforeEach(() => (printed = captured()));
afterEach(() => {
  printed.restore();
  workspace.dispose();
});

/** Runs a plan and returns what it says; it has to fail. */
async function refused(
  scripts: Readonly<Record<string, Script>> = {},
  before = (): void => undefined,
): Promise<string> {
  workspace = fakeWorkspace(scripts);
  before();
  expect(await main(['plan', 'staging'])).toBe(1);
  return printed.err();
}
const diagnostic = (summary: string, detail: string): Script =>
  `echo '${JSON.stringify({ type: 'diagnostic', diagnostic: { severity: 'error', summary, detail } })}'\nexit 1`;

test('no Terraform', async () => {
  expect(await refused({}, () => (process.env['TERRAFORM_BINARY_NAME'] = 'no-such-program'))).toContain(
    'TERRAFORM_BINARY_NAME names "no-such-program", which is not a program on PATH.\nhint: Install Terraform 1.11.0 or later',
  );
});

test('nothing on PATH', async () => {
  const path = process.env['PATH'];
  const said = await refused({}, () => {
    delete process.env['TERRAFORM_BINARY_NAME'];
    process.env['PATH'] = '/nowhere';
  });
  process.env['PATH'] = path;
  expect(said).toContain('Terraform is not installed: neither terraform nor tofu is on PATH.');
});

test('too old a Terraform, by its own name', async () => {
  expect(await refused({ version: 'echo "OpenTofu v1.10.3"' })).toMatch(
    /OpenTofu 1\.10\.3 \(\S+\) is too old: write-only arguments need 1\.11\.0\.\nhint: Install OpenTofu/,
  );
});

test('a program that is no Terraform', async () => {
  expect(await refused({ version: 'echo broken >&2; exit 3' })).toContain(
    'does not report its version (exit 3: broken)',
  );
});

test('an unknown environment', async () => {
  workspace = fakeWorkspace();
  expect(await main(['plan', 'stagin'])).toBe(1);
  expect(printed.err()).toContain(
    'Unknown environment "stagin".\nhint: Environments are the folders of apps/ with a cdktf.json: staging.',
  );
});

test('an unknown command, an unknown flag, no environment', async () => {
  workspace = fakeWorkspace();
  expect(await main(['frob', 'staging'])).toBe(1);
  expect(await main(['plan', 'staging', '--frob'])).toBe(1);
  expect(await main(['plan'])).toBe(1);
  expect(printed.err()).toContain('Unknown command "frob"');
  expect(printed.err()).toContain("Unknown option '--frob'");
  expect(printed.err()).toContain('No environment given.');
});

test('an environment that is not synthesized', async () => {
  expect(await refused({}, () => rmSync(join(workspace.stack, 'cdk.tf.json')))).toContain(
    'Run npx nx run staging:synth.',
  );
});

test('a configuration that is no JSON', async () => {
  expect(await refused({}, () => writeFileSync(join(workspace.stack, 'cdk.tf.json'), '{'))).toContain('is not JSON');
});

test('no provider, neither in a mirror nor in the registry', async () => {
  const init = `echo "
Error: Failed to query available provider packages

Could not retrieve the list of available versions for provider hashicorp/aws: could not connect to registry.terraform.io" >&2
exit 1`;
  const said = await refused({ init });
  expect(said).toContain(
    'cannot install its providers (aws 5.100.0): no mirror on this machine has them, and the registry cannot be reached or does not have them',
  );
  expect(said).toContain('TF_PROVIDER_MIRROR');
});

test('a state bucket that is missing in the cloud', async () => {
  const said = await refused({
    init: 'echo "Error: Failed to get existing workspaces: S3 bucket \\"example-tfstate\\" does not exist." >&2; exit 1',
  });
  expect(said).toContain(
    'The state bucket example-tfstate (eu-central-1) does not exist.\nhint: Create it once per AWS account: npx nx run bootstrap:deploy',
  );
});

test('a state bucket that went away after init', async () => {
  const detail = 'Error message: operation error S3: PutObject, NoSuchBucket: The specified bucket does not exist';
  expect(await refused({ plan: diagnostic('Error acquiring the state lock', detail) })).toContain('bootstrap:deploy');
});

test('a locked state: who, since when, and the command that releases it', async () => {
  const detail =
    'Lock Info:\n  ID:        abc-1\n  Operation: OperationTypeApply\n  Who:       ann@laptop\n  Created:   2026-11-23 19:32:38.7 +0000 UTC';
  const said = await refused({
    plan: diagnostic('Error acquiring the state lock', detail.replaceAll('\n', '\\n').replaceAll('\\n', '\n')),
  });
  expect(said).toContain('The state of staging is locked: lock held by ann@laptop since 2026-11-23 19:32:38.7');
  expect(said).toContain('npx nx run staging:unlock --id=abc-1');
});

test('no credentials', async () => {
  expect(await refused({ init: 'echo "Error: No valid credential sources found" >&2; exit 1' })).toContain(
    'The :local form of the command needs no account.',
  );
});

test('a refused connection', async () => {
  expect(await refused({ plan: diagnostic('x', 'dial tcp 127.0.0.1:9: connect: connection refused') })).toContain(
    'Connection refused',
  );
});

test('an error that nobody foresaw: its first sentence, and the log', async () => {
  const said = await refused({
    plan: diagnostic('Invalid reference', 'A reference to a resource type must be followed by a name.'),
  });
  expect(said).toContain('Terraform plan failed for staging. Error: Invalid reference A reference to a resource type');
  expect(said).toMatch(/Full log: \S+-plan-\d+\.log/);
});
