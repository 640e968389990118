import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Workspace } from './workspace';

describe('a configuration that does not exist', () => {
  let workspace: Workspace;
  beforeAll(() => {
    workspace = new Workspace();
  });
  afterAll(() => workspace.close());

  it.each([
    ['run', 'bootstrap:plan:locl'],
    ['plan', 'bootstrap', '-c', 'locl'],
    ['run-many', '-t', 'plan', '-p', 'bootstrap', '--configuration=locl'],
  ])('is refused before anything runs: nx %s %s', async (...args) => {
    const { code, output } = await workspace.nx(...args);
    expect({ code, output }).toEqual({
      code: 1,
      output: expect.stringContaining(
        'bootstrap:plan: configuration "locl" is not possible (allowed: local)',
      ) as unknown,
    });
    expect(existsSync(join(workspace.root, 'apps/bootstrap/dist'))).toBe(false);
  });
});
