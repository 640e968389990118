import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Packages } from '../git/packages';
import { Repository } from '../git/repository';
import { Tree } from '../git/tree';
import { Syntheses } from './synthesis';
import { Fixture } from './testing/fixture';

jest.setTimeout(120_000);

const COPIES = ['staging-2', 'staging-3'];

let fixture: Fixture;
beforeAll(() => {
  fixture = new Fixture();
  const main = fixture.read('apps/staging/src/main.ts');
  const manifest = fixture.read('apps/staging/package.json');
  for (const name of COPIES) {
    fixture.write(`apps/${name}/src/main.ts`, main.replaceAll('staging', name));
    fixture.write(`apps/${name}/package.json`, manifest.replaceAll('staging', name));
    fixture.write(`apps/${name}/cdktf.json`, fixture.read('apps/staging/cdktf.json'));
  }
  fixture.commit('three alike');
});
afterAll(() => fixture.dispose());
beforeEach(() => {
  fixture.reset();
  rmSync(kept(), { recursive: true, force: true });
});

const kept = (): string => join(fixture.root, '.nx/affected');
const keptEnvs = (): string[] =>
  existsSync(kept())
    ? readdirSync(kept())
        .map((file) => file.replace(/-[0-9a-f]{32}\.json$/, ''))
        .sort()
    : [];

function syntheses(): { all: Syntheses; packages: Packages } {
  const repository = new Repository(fixture.root);
  const tree = new Tree(repository, repository.tree('HEAD'));
  const packages = new Packages(tree);
  return { all: new Syntheses(repository, tree, packages), packages };
}

it('synthesizes environments of the same packages in one process, as each by itself', async () => {
  const { all, packages } = syntheses();
  await all.prepare(packages.envs());
  // The others are made of packages of their own.
  expect(keptEnvs()).toEqual(['staging', ...COPIES]);
  const together = await Promise.all(packages.envs().map((env) => all.of(env)));
  rmSync(kept(), { recursive: true });
  expect(await Promise.all(packages.envs().map((env) => all.of(env)))).toEqual(together);
  for (const { stacks } of together) expect(stacks).toHaveLength(1);
});

it('leaves what fails, and what comes after it, to processes of their own', async () => {
  fixture.edit('apps/staging-3/src/main.ts', "'network'", "''");
  fixture.commit('broken');
  const { all, packages } = syntheses();
  await all.prepare(packages.envs());
  expect(keptEnvs()).toEqual(['staging-2']);
  const [broken, after] = await Promise.all(
    ['staging-3', 'staging'].map((name) => all.of(packages.envs().find((env) => env.name === name)!)),
  );
  expect(broken).toEqual({ error: expect.stringContaining('Error') });
  expect(after!.stacks).toHaveLength(1);
});

it('keeps nothing that read the sources of an environment beside it', async () => {
  const main = fixture.read('apps/staging-3/src/main.ts');
  fixture.write('apps/staging-3/src/main.ts', `import '../../staging/src/main';\n${main}`);
  fixture.commit('reads its neighbour');
  const { all, packages } = syntheses();
  await all.prepare(packages.envs());
  expect(keptEnvs()).toEqual(['staging-2']);
  expect(await all.of(packages.envs().find(({ name }) => name === 'staging-3')!)).toEqual({
    error: expect.stringContaining('staging/src/main'),
  });
});
