import { inventory } from './aws';
import { Workspace } from './workspace';

const ONE = 'synthesize((app) => new PlatformStack(app, config, Database));';
// As in docs/several-stacks.md.
const TWO = `synthesize((app) => {
  const state = { ...config.env.state, key: 'staging/foundation.tfstate' };
  const foundation = new EnvStack(app, 'staging-foundation', { ...config.env, state });
  new PlatformStack(app, config, Database, { foundation });
});`;

describe('staging in two stacks', () => {
  let workspace: Workspace;
  beforeAll(() => {
    workspace = new Workspace();
  });
  afterAll(() => workspace.close());

  async function expectEmptyPlans(): Promise<void> {
    const { stdout } = await workspace.mustNx('run', 'staging:plan:local');
    expect(stdout).toContain('staging-foundation: no changes');
    expect(stdout).toContain('\nstaging: no changes');
  }

  it('is split while it runs, without a change', async () => {
    await workspace.mustNx('run', 'staging:deploy:local');
    const before = await inventory(workspace.emulatorUrl);
    workspace.edit('apps/staging/src/main.ts', ONE, TWO);
    workspace.edit('apps/staging/src/main.ts', 'import { synthesize }', 'import { EnvStack, synthesize }');
    const { stdout } = await workspace.mustNx('run', 'staging:split-state:local');
    expect(stdout).toMatch(/staging: moved \d{3} resources; nothing changed in AWS/);
    expect(await inventory(workspace.emulatorUrl)).toEqual(before);
    await expectEmptyPlans();
  });

  it('is destroyed in its order', async () => {
    const { stdout } = await workspace.mustNx('run', 'staging:destroy:local');
    expect(stdout).toMatch(/^staging, stack 1 of 2[^]*^staging-foundation, stack 2 of 2/m);
  });

  it('is deployed from nothing, and planned empty', async () => {
    await workspace.mustNx('run', 'staging:deploy:local');
    await expectEmptyPlans();
  });
});
