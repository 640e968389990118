import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { affectedEnvs, type EnvResult } from './affected';
import { CASES } from './testing/cases';
import { Fixture } from './testing/fixture';

jest.setTimeout(120_000);

describe('the environments that a change affects', () => {
  let fixture: Fixture;
  let main: string;
  beforeAll(() => {
    fixture = new Fixture();
    main = fixture.git('rev-parse', 'main');
  });
  afterAll(() => fixture.dispose());
  beforeEach(() => fixture.reset());

  const results = (base = 'main', head?: string): Promise<EnvResult[]> =>
    affectedEnvs({ root: fixture.root, base, head });
  const affectedOf = (all: readonly EnvResult[]): Record<string, string> =>
    Object.fromEntries(all.filter(({ affected }) => affected).map(({ env, reason }) => [env, reason]));

  it.each(CASES)('$change', async ({ make, affected, nx }) => {
    make(fixture);
    const head = fixture.commit('change');
    const all = await results('main', head);

    expect(affectedOf(all)).toEqual(
      Object.fromEntries(Object.entries(affected).map(([env, reason]) => [env, expect.stringMatching(reason)])),
    );
    for (const { reason } of all) expect(reason).not.toBe('');
    // What is affected, `nx affected -t plan` selects too: the answer takes away from its selection and adds nothing.
    const plain = fixture.plainNx(main);
    expect(plain).toEqual([...nx]);
    expect(plain).toEqual(expect.arrayContaining(Object.keys(affected)));
  });

  it('says of a removed environment that what it deployed stays', async () => {
    fixture.remove('apps/staging');
    const all = await results('main', fixture.commit('change'));
    expect(all.find(({ env }) => env === 'staging')).toMatchObject({
      affected: false,
      reason: expect.stringContaining('destroyed'),
    });
  });

  it('takes the working folder with what is not committed, and leaves folder and index as they are', async () => {
    fixture.edit('apps/staging/src/main.ts', 'dns: true', 'dns: false');
    fixture.write('apps/staging/src/untracked.ts', '');
    fixture.git('add', 'apps/staging/src/main.ts');
    const before = fixture.git('status', '--porcelain');
    expect(affectedOf(await results())).toEqual({ staging: expect.stringMatching(/^changes aws_vpc\.network_vpc/) });
    expect(fixture.git('status', '--porcelain')).toBe(before);
  });

  it('does not count what came onto the base meanwhile', async () => {
    fixture.edit('apps/production/src/main.ts', '10.1.0.0/16', '10.2.0.0/16');
    const head = fixture.commit('change');
    fixture.reset();
    fixture.edit('libs/core/src/index.ts', "'platform'", "'infrastructure'");
    fixture.commit('meanwhile');
    fixture.git('branch', '-f', 'ahead');
    expect(Object.keys(affectedOf(await results('ahead', head)))).toEqual(['production']);
  });

  it('counts an environment as affected that does not synthesize at the base', async () => {
    fixture.edit('apps/staging/src/main.ts', "'network'", "''");
    fixture.commit('broken');
    fixture.git('branch', '-f', 'broken');
    fixture.edit('apps/staging/src/main.ts', "''", "'network'");
    const all = affectedOf(await results('broken', fixture.commit('fixed')));
    expect(all).toEqual({ staging: expect.stringMatching(/^it does not synthesize at the base/) });
  });

  describe('refuses to answer', () => {
    it('when an environment does not synthesize at head, with the error of the synthesis', async () => {
      fixture.edit('apps/staging/src/main.ts', 'new Network(', 'throw new Error("no network for you"); new Network(');
      await expect(results('main', fixture.commit('broken'))).rejects.toThrow(
        /staging does not synthesize at head:[^]*no network for you/,
      );
    });

    it('when a package is read that is not named as a dependency: what it changes would be missed', async () => {
      fixture.edit('apps/staging/src/main.ts', 'import { Net', "import '@fixture/storage';\nimport { Net");
      await expect(results('main', fixture.commit('undeclared'))).rejects.toThrow(
        /Cannot find module '@fixture\/storage'/,
      );
    });

    it('when other packages are installed than the lock file of head names', async () => {
      fixture.bump('node_modules/constructs', '10.99.0');
      fixture.git('branch', '-f', 'bumped', fixture.commit('bump'));
      fixture.edit('apps/staging/src/main.ts', 'dns: true', 'dns: false');
      await expect(results('bumped', fixture.commit('change'))).rejects.toThrow(
        /node_modules\/constructs is installed as 10\.[^]*10\.99\.0[^]*npm ci/,
      );
    });

    it.each([
      ['nope', /The base "nope" is unknown here[^]*fetch-depth: 0/],
      ['', /The base "" is unknown/],
      ['0000000000000000000000000000000000000000', /a push that made the branch has nothing to compare with/],
      ['--help', /The base "--help" is unknown/],
    ])('for the base "%s"', async (base, message) => {
      await expect(results(base, 'HEAD')).rejects.toThrow(message);
    });

    it('for an unknown head', async () => {
      await expect(results('main', 'nope')).rejects.toThrow(/The head "nope" is unknown/);
    });

    it('when a forced push rewrote the base', async () => {
      fixture.edit('apps/staging/src/main.ts', 'dns: true', 'dns: false');
      const rewritten = fixture.commit('will be rewritten');
      fixture.reset();
      fixture.edit('apps/production/src/main.ts', '10.1.0.0/16', '10.2.0.0/16');
      const head = fixture.commit('instead');
      fixture.git('checkout', '-q', head);
      await expect(results(rewritten, head)).rejects.toThrow(/was rewritten: no branch and no tag/);
    });

    it('without common history', async () => {
      fixture.git('checkout', '-q', '--orphan', 'elsewhere');
      const head = fixture.commit('another start');
      fixture.git('checkout', '-q', '-f', '--detach', 'main');
      fixture.git('branch', '-D', 'elsewhere');
      await expect(results('main', head)).rejects.toThrow(/have no common history/);
    });

    it('in a shallow clone', async () => {
      const shallow = mkdtempSync(join(tmpdir(), 'affected-shallow-'));
      try {
        fixture.commit('more');
        fixture.git('branch', '-f', 'tip');
        spawnSync('git', ['clone', '-q', '--depth=1', '--branch=tip', `file://${fixture.root}`, shallow]);
        await expect(affectedEnvs({ root: shallow, base: 'HEAD' })).rejects.toThrow(/shallow[^]*--unshallow/);
      } finally {
        rmSync(shallow, { recursive: true });
      }
    });
  });
});
