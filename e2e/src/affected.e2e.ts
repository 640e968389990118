import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { Workspace } from './workspace';

describe('nx affected -t plan', () => {
  let workspace: Workspace;
  beforeAll(() => {
    workspace = new Workspace();
  });
  afterAll(() => workspace.close());

  const affected = (): ReturnType<Workspace['mustNx']> =>
    workspace.mustNx('affected', '-t', 'plan', '-c', 'local', '--base=HEAD', '--output-style=static');

  it('plans no environment that is selected for a README alone, and says why', async () => {
    appendFileSync(join(workspace.root, 'libs/core/README.md'), '\nmore\n');
    const { output } = await affected();
    for (const env of ['bootstrap', 'staging', 'production']) {
      expect(output).toContain(`${env}: unaffected, not planned: it synthesizes to what the base synthesizes to`);
    }
    expect(output).not.toMatch(/to create/);
  });

  it('plans the environment that is reached', async () => {
    workspace.edit('apps/bootstrap/src/config.ts', "env: 'bootstrap',", "env: 'bootstrap',\n  owner: 'reviewers',");
    const { output } = await affected();
    expect(output).toMatch(/^bootstrap: \d+ to create, 0 to update, 0 to replace, 0 to destroy$/m);
    expect(output).toMatch(/^staging: unaffected, not planned/m);
  });

  it('does not stand in the way of a plan that was asked for by name', async () => {
    workspace.edit('apps/bootstrap/src/config.ts', "\n  owner: 'reviewers',", '');
    const { output } = await workspace.mustNx('run', 'bootstrap:plan:local');
    expect(output).toMatch(/^bootstrap: \d+ to create/m);
  });
});
