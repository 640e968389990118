import { compareSynthesis, type ComparedEnv } from './compare-synthesis';
import { Fixture } from './testing/fixture';

jest.setTimeout(120_000);

let fixture: Fixture;
beforeAll(() => (fixture = new Fixture()));
afterAll(() => fixture.dispose());
afterEach(() => fixture.reset());

const compare = (): Promise<ComparedEnv[]> => compareSynthesis({ root: fixture.root, base: 'main' });
const differences = async (env: string): Promise<readonly string[] | undefined> =>
  (await compare()).find((each) => each.env === env)?.differences;

it('finds none after a refactoring of what every environment is made of', async () => {
  fixture.edit(
    'libs/core/src/index.ts',
    'const app = new App();\n  const stack = new TerraformStack(app, name);',
    'const app = new App();\n  const stack = new TerraformStack(app, `${name}`);',
  );
  expect(await compare()).toEqual(['bootstrap', 'production', 'staging'].map((env) => ({ env, differences: [] })));
});

it('names every value that differs, also where a version that is locked counts as a change by itself', async () => {
  fixture.edit('libs/network/src/index.ts', 'enableDnsSupport: true', "enableDnsSupport: false, tags: { Name: 'n' }");
  fixture.bump('node_modules/prettier', '99.0.0');
  expect(await differences('staging')).toEqual([
    expect.stringMatching(/^aws_vpc\.network_vpc_\w+: enable_dns_support: true → false$/),
    expect.stringMatching(/^aws_vpc\.network_vpc_\w+: tags\.Name: \(none\) → "n"$/),
  ]);
  expect(await differences('bootstrap')).toEqual([]);
});

it('names blocks that are added and removed, and environments', async () => {
  fixture.edit('libs/network/src/index.ts', "'vpc'", "'main'");
  fixture.remove('apps/bootstrap');
  expect(await differences('staging')).toEqual([
    expect.stringMatching(/^aws_vpc\.network_vpc_\w+: removed$/),
    expect.stringMatching(/^aws_vpc\.network_main_\w+: added$/),
  ]);
  expect(await differences('bootstrap')).toEqual(['the environment is removed']);
});

it('fails when an environment does not synthesize at the base', async () => {
  fixture.edit('apps/staging/src/main.ts', "'network'", "''");
  fixture.git('branch', '-f', 'broken', fixture.commit('broken'));
  fixture.edit('apps/staging/src/main.ts', "''", "'network'");
  await expect(compareSynthesis({ root: fixture.root, base: 'broken', envs: ['staging'] })).rejects.toThrow(
    /staging does not synthesize at the base/,
  );
});
