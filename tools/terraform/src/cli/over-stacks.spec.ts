import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  captured,
  fakeWorkspace,
  main,
  CONFIGURATION,
  type FakeWorkspace,
  type Script,
} from '../testing/fake-workspace';

let workspace: FakeWorkspace;
let printed: ReturnType<typeof captured>;

const CREATE = (address: string): Script =>
  `echo '${JSON.stringify({
    resource_changes: [
      {
        address,
        mode: 'managed',
        type: 'aws_vpc',
        name: 'a',
        change: { actions: ['create'], before: null, after: {} },
      },
    ],
  })}'`;

/** `staging` takes values from `staging-foundation`, which has the VPC `a`. */
function use(scripts: Readonly<Record<string, Script>>): void {
  workspace = fakeWorkspace({ state: 'echo "{}"', ...scripts });
  const out = join(workspace.root, 'apps/staging/cdktf.out');
  mkdirSync(join(out, 'stacks/staging-foundation'), { recursive: true });
  const remote = { backend: 's3', config: { bucket: 'example-tfstate', key: 'staging/foundation.tfstate' } };
  write('stacks/staging-foundation', { ...CONFIGURATION, resource: { aws_vpc: { a: {} } } });
  write('stacks/staging', { ...CONFIGURATION, data: { terraform_remote_state: { base: remote } } });
  const stacks = { staging: { dependencies: ['staging-foundation'] }, 'staging-foundation': { dependencies: [] } };
  writeFileSync(join(out, 'manifest.json'), JSON.stringify({ stacks }));
}

function write(folder: string, json: object): void {
  writeFileSync(join(workspace.root, 'apps/staging/cdktf.out', folder, 'cdk.tf.json'), JSON.stringify(json));
}

const diagnostic = (summary: string): Script =>
  `echo '${JSON.stringify({ type: 'diagnostic', diagnostic: { severity: 'error', summary, detail: '' } })}'; exit 1`;

beforeEach(() => (printed = captured()));
afterEach(() => {
  printed.restore();
  workspace.dispose();
});

describe('an environment of several stacks', () => {
  it('is planned in the order in which one needs the other', async () => {
    use({ plan: 'exit 0' });
    expect(await main(['plan', 'staging'])).toBe(0);
    expect(printed.out()).toMatch(
      /^staging-foundation, stack 1 of 2[^]*staging-foundation: no changes[^]*staging, stack 2 of 2[^]*\nstaging: no changes/,
    );
  });

  it('is destroyed the other way round', async () => {
    use({ plan: 'exit 0' });
    expect(await main(['destroy', 'staging', '--yes=staging'])).toBe(0);
    expect(printed.out()).toMatch(/^staging, stack 1 of 2[^]*staging-foundation, stack 2 of 2/);
  });

  it('is planned as far as it can be before the first is deployed', async () => {
    use({ plan: `case "$PWD" in *foundation) exit 0;; esac\n${diagnostic('Unable to find remote state')}` });
    expect(await main(['plan', 'staging'])).toBe(0);
    expect(printed.out()).toContain('staging: not planned yet. It takes values of staging-foundation');
    expect(await main(['plan', 'staging', '--stack=staging'])).toBe(1);
    expect(printed.err()).toContain('Deploy the stacks in their order: npx nx run staging:deploy');
  });

  it('has drift where one of them has', async () => {
    use({
      plan: `case "$PWD" in *foundation) echo '{"type":"resource_drift"}'; exit 2;; esac`,
      show: `echo '${JSON.stringify(DRIFT)}'`,
    });
    expect(await main(['drift', 'staging'])).toBe(2);
    expect(printed.out()).toMatch(/staging-foundation: 1 changed outside Terraform[^]*\nstaging: no drift/);
  });

  it('has each stack’s reports in a folder of its own', async () => {
    use({ plan: 'exit 0' });
    await main(['plan', 'staging', '--stack=staging-foundation']);
    expect(printed.err()).toContain('apps/staging/.tf/staging-foundation/plan.html');
  });

  it('is opened without the imports of a plan that was not applied', async () => {
    use({});
    const left = join(workspace.stack, 'untracked_override.tf.json');
    writeFileSync(left, JSON.stringify({ resource: { aws_vpc: { gone: {} } } }));
    expect(await main(['init', 'staging'])).toBe(0);
    expect(existsSync(left)).toBe(false);
  });

  it('is refused a stack that it does not have', async () => {
    use({});
    expect(await main(['plan', 'staging', '--stack=data'])).toBe(1);
    expect(printed.err()).toContain('Its stacks are staging-foundation, staging.');
  });

  it('is not planned while a state has what another stack makes', async () => {
    const has = JSON.stringify({ resources: [{ mode: 'managed', type: 'aws_vpc', name: 'a', instances: [{}] }] });
    use({
      plan: 'exit 2',
      show: CREATE('aws_vpc.a'),
      state: `case "$PWD" in *foundation) echo "{}";; *) echo '${has}';; esac`,
    });
    expect(await main(['plan', 'staging'])).toBe(1);
    expect(printed.err()).toContain(
      'aws_vpc.a is in the state of staging, and in the configuration of staging-foundation',
    );
    expect(printed.err()).toContain('npx nx run staging:split-state');
  });
});

const DRIFT = {
  resource_drift: [
    {
      address: 'aws_vpc.a',
      mode: 'managed',
      type: 'aws_vpc',
      name: 'a',
      change: { actions: ['delete'], before: {}, after: null },
    },
  ],
};
