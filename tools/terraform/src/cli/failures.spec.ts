import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  captured,
  CONFIGURATION,
  fakeWorkspace,
  main,
  type FakeWorkspace,
  type Script,
} from '../testing/fake-workspace';

jest.mock('@restartix/emulator', () => ({
  ...jest.requireActual<object>('@restartix/emulator'),
  startEmulator: jest.fn(),
}));

let workspace: FakeWorkspace;
let printed: ReturnType<typeof captured>;
beforeEach(() => (printed = captured()));
afterEach(() => {
  printed.restore();
  workspace.dispose();
});

const diagnostic = (summary: string, detail: string): Script =>
  `echo '${JSON.stringify({ type: 'diagnostic', diagnostic: { severity: 'error', summary, detail } })}'\nexit 1`;
const LOCKED = 'Lock Info:\n  ID:        abc-1\n  Operation: OperationTypeApply\n  Who:       ann@laptop';
const NO_PROVIDER = `echo "
Error: Failed to query available provider packages

Could not retrieve the list of available versions for provider hashicorp/aws: could not connect to registry.terraform.io" >&2
exit 1`;
const OTHER_PROVIDER = `echo "
Error: Failed to install provider

Error while installing hashicorp/aws v5.100.0: the local package for registry.terraform.io/hashicorp/aws 5.100.0 doesn't match any of the
checksums previously recorded in the dependency lock file" >&2
exit 1`;
const NO_BUCKET =
  'echo "Error: Failed to get existing workspaces: S3 bucket \\"example-tfstate\\" does not exist." >&2; exit 1';

test.each<[what: string, scripts: Readonly<Record<string, Script>>, said: RegExp[]]>([
  [
    'too old a Terraform, by its own name',
    { version: 'echo "OpenTofu v1.10.3"' },
    [/OpenTofu 1\.10\.3 \(\S+\) is too old: write-only arguments need 1\.11\.0\.\nhint: Install OpenTofu/],
  ],
  [
    'a program that is not Terraform',
    { version: 'echo broken >&2; exit 3' },
    [/does not report its version \(exit 3: broken\)/],
  ],
  [
    'no provider, neither in a mirror nor in the registry',
    { init: NO_PROVIDER },
    [
      /cannot install its providers \(aws 5\.100\.0\): no mirror on this machine has them, and the registry cannot be reached/,
      /TF_PROVIDER_MIRROR/,
    ],
  ],
  [
    'a provider that is not the locked one',
    { init: OTHER_PROVIDER },
    [/got another provider than the lock file pins, and installed nothing: .*hashicorp\/aws/, /staging:lock-providers/],
  ],
  [
    'a state bucket that is missing in the cloud',
    { init: NO_BUCKET },
    [
      /The state bucket example-tfstate \(eu-central-1\) does not exist\.\nhint: Create it once per AWS account: npx nx run bootstrap:deploy/,
    ],
  ],
  [
    'a state bucket that was deleted after init',
    { plan: diagnostic('Error acquiring the state lock', 'operation error S3: PutObject, NoSuchBucket: no bucket') },
    [/bootstrap:deploy/],
  ],
  [
    'a locked state: who holds it, since when, and the command that releases it',
    { plan: diagnostic('Error acquiring the state lock', `${LOCKED}\n  Created:   2026-11-23 19:32:38.7 +0000 UTC`) },
    [
      /The state of staging is locked: lock held by ann@laptop since 2026-11-23 19:32:38\.7/,
      /npx nx run staging:unlock --id=abc-1/,
    ],
  ],
  [
    'no credentials',
    { init: 'echo "Error: No valid credential sources found" >&2; exit 1' },
    [/The :local form of the command needs no account\./],
  ],
  [
    'a refused connection',
    { plan: diagnostic('x', 'dial tcp 127.0.0.1:9: connect: connection refused') },
    [/Connection refused/],
  ],
  [
    'an unforeseen error: its first sentence, and the log',
    { plan: diagnostic('Invalid reference', 'A reference to a resource type must be followed by a name.') },
    [
      /Terraform plan failed for staging\. Error: Invalid reference A reference to a resource type/,
      /Full log: \S+-plan-\d+\.log/,
    ],
  ],
])('%s', async (_, scripts, said) => {
  workspace = fakeWorkspace(scripts);
  expect(await main(['plan', 'staging'])).toBe(1);
  for (const each of said) expect(printed.err()).toMatch(each);
});

const PATH = process.env['PATH'];
afterEach(() => (process.env['PATH'] = PATH));

test.each<[what: string, spoil: () => void, said: string]>([
  [
    'no Terraform of that name',
    () => (process.env['TERRAFORM_BINARY_NAME'] = 'no-such-program'),
    'TERRAFORM_BINARY_NAME names "no-such-program", which is not a program on PATH.\nhint: Install Terraform 1.11.0 or later',
  ],
  [
    'nothing on PATH',
    () => {
      delete process.env['TERRAFORM_BINARY_NAME'];
      process.env['PATH'] = '/nowhere';
    },
    'Terraform is not installed: neither terraform nor tofu is on PATH.',
  ],
  [
    'an environment that is not synthesized',
    () => rmSync(join(workspace.stack, 'cdk.tf.json')),
    'Run npx nx run staging:synth.',
  ],
  [
    'a configuration that runs commands',
    () =>
      writeFileSync(
        join(workspace.stack, 'cdk.tf.json'),
        JSON.stringify({ ...CONFIGURATION, resource: { aws_vpc: { a: { provisioner: [{ 'local-exec': {} }] } } } }),
      ),
    'nothing was planned:\n  resource.aws_vpc.a.provisioner: is not allowed',
  ],
  ['a configuration that is not JSON', () => writeFileSync(join(workspace.stack, 'cdk.tf.json'), '{'), 'is not JSON'],
])('%s', async (_, spoil, said) => {
  workspace = fakeWorkspace();
  spoil();
  expect(await main(['plan', 'staging'])).toBe(1);
  expect(printed.err()).toContain(said);
});

test.each([
  [
    ['plan', 'stagin'],
    'Unknown environment "stagin".\nhint: Environments are the folders of apps/ with a cdktf.json: staging.',
  ],
  [['frob', 'staging'], "Unknown command 'frob'"],
  [['plan', 'staging', '--frob'], "Unknown option '--frob'"],
  [['plan'], "Missing required argument 'env'."],
])('refuses the command line %p', async (args, said) => {
  workspace = fakeWorkspace();
  expect(await main(args)).toBe(1);
  expect(printed.err()).toContain(said);
});
