import { Scratch } from '@restartix/kit/testing';
import { releasePreview } from './preview';

let scratch: Scratch;
const FILES = ['dist', 'src', 'scripts', 'CHANGELOG.md', '!**/*.spec.ts', '!**/testing/**'];

beforeEach(() => {
  scratch = new Scratch();
  scratch.write('package.json', { name: 'fixture', version: '0.0.0', private: true, workspaces: ['libs/*'] });
  scratch.write('package-lock.json', {});
  scratch.write('.changeset/config.json', { baseBranch: 'main', access: 'restricted' });
  library('network', 'export interface NetworkConfig { readonly cidr: string; }');
  library('queue', 'export class Queue { readonly arn: string; }');
  scratch.commit();
  scratch.git('tag', '@restartix/network@1.0.0');
  scratch.git('checkout', '--quiet', '-b', 'change');
});
afterEach(() => scratch.dispose());

function library(name: string, api: string): void {
  scratch.write(`libs/${name}/package.json`, { name: `@restartix/${name}`, version: '1.0.0', files: FILES });
  scratch.write(`libs/${name}/src/index.ts`, 'export const a = 1;');
  report(name, api);
}

function report(name: string, api: string, entry = 'index'): void {
  scratch.write(`libs/${name}/api/${entry}.api.md`, `\`\`\`ts\n${api}\n\`\`\`\n`);
}

function changeset(id: string, ...releases: string[]): void {
  scratch.write(`.changeset/${id}.md`, `---\n${releases.join('\n')}\n---\n\nSays why.\n`);
}

const preview = (): ReturnType<typeof releasePreview> => releasePreview({ root: scratch.root, base: 'main' });
const FIRST = { name: '@restartix/queue', bump: 'first', to: '1.0.0' };

describe('the preview of a release', () => {
  it('has what was never published, and nothing else, when nothing changes', async () => {
    expect(await preview()).toEqual({ releases: [FIRST], changed: [] });
  });

  it('has what the changesets release, from which version to which', async () => {
    changeset('bright-lions', '"@restartix/network": minor');
    expect((await preview()).releases).toEqual([
      { name: '@restartix/network', bump: 'minor', from: '1.0.0', to: '1.1.0' },
      FIRST,
    ]);
  });

  it('has a changed API with what the changesets of this change announce', async () => {
    report('network', 'export interface NetworkConfig { readonly cidrs: string; }');
    changeset('bright-lions', '"@restartix/network": major');
    const { changed } = await preview();
    expect(changed).toEqual([
      {
        name: '@restartix/network',
        version: '1.0.0',
        published: true,
        announced: 'major',
        content: [],
        changes: [
          { bump: 'major', at: 'NetworkConfig.cidr', what: 'is gone' },
          { bump: 'major', at: 'NetworkConfig.cidrs', what: 'is new, and required' },
        ],
      },
    ]);
  });

  it('does not take the changeset of an earlier change for one of this', async () => {
    scratch.git('checkout', '--quiet', 'main');
    changeset('old-news', '"@restartix/network": major');
    scratch.commit();
    scratch.git('checkout', '--quiet', '-B', 'change');
    report('network', 'export interface NetworkConfig { }');
    const { changed, releases } = await preview();
    expect(changed).toMatchObject([{ name: '@restartix/network', announced: undefined }]);
    expect(releases).toContainEqual({ name: '@restartix/network', bump: 'major', from: '1.0.0', to: '2.0.0' });
  });

  it('has a path that can or can no longer be imported', async () => {
    report('network', 'export {};', 'testing');
    scratch.git('rm', '--quiet', 'libs/network/api/index.api.md');
    expect((await preview()).changed[0]?.changes).toEqual([
      { bump: 'major', at: 'index', what: 'can no longer be imported' },
      { bump: 'minor', at: 'testing', what: 'can be imported now' },
    ]);
  });

  it('says of a changed API that nobody has yet that it is not published', async () => {
    report('queue', 'export class Queue { }');
    expect((await preview()).changed).toMatchObject([{ name: '@restartix/queue', published: false }]);
  });

  it.each([
    ['a package that is gone', '"@restartix/gone": minor', /bright-lions for package @restartix\/gone which is not in/],
    ['a bump that does not exist', '"@restartix/network": huge', /invalid version type "huge"/],
  ])('refuses a changeset that names %s, in a sentence', async (_, release, message) => {
    changeset('bright-lions', release);
    await expect(preview()).rejects.toThrow(message);
    await expect(preview()).rejects.toMatchObject({ hint: expect.stringContaining('.changeset') });
  });

  it('compares commits, whatever the working folder has', async () => {
    changeset('bright-lions', '"@restartix/network": patch');
    const { releases } = await releasePreview({ root: scratch.root, base: 'main', head: 'change' });
    expect(releases).toEqual([FIRST]);
  });

  describe('of what is published without an API', () => {
    const manifest = (more: object): void =>
      scratch.write('libs/network/package.json', {
        name: '@restartix/network',
        version: '1.0.0',
        files: FILES,
        ...more,
      });
    const content = async (): Promise<readonly string[]> =>
      (await preview()).changed.flatMap((each) => (each.name === '@restartix/network' ? each.content : []));

    it.each<[string, () => void, string[]]>([
      ['a source', () => scratch.write('libs/network/src/index.ts', 'export const a = 2;'), ['src/index.ts']],
      ['a new source', () => scratch.write('libs/network/src/deep/new.ts', ''), ['src/deep/new.ts']],
      ['a source taken out', () => scratch.git('rm', '--quiet', 'libs/network/src/index.ts'), ['src/index.ts']],
      ['a data file', () => scratch.write('libs/network/scripts/start.sh', 'exit 0'), ['scripts/start.sh']],
      [
        'a dependency range',
        () => manifest({ dependencies: { '@restartix/core': '^1.1.0' } }),
        ['package.json: dependencies'],
      ],
      ['a peer range', () => manifest({ peerDependencies: { cdktf: '0.22.0' } }), ['package.json: peerDependencies']],
      ['a test', () => scratch.write('libs/network/src/index.spec.ts', ''), []],
      ['a helper of tests', () => scratch.write('libs/network/src/testing/fake.ts', ''), []],
      ['documentation', () => scratch.write('libs/network/README.md', 'More.'), []],
      ['an example', () => scratch.write('libs/network/examples/minimal.ts', ''), []],
      ['keywords', () => manifest({ keywords: ['aws'] }), []],
      ['a release itself', () => manifest({ version: '1.0.1', dependencies: { '@restartix/core': '^2.0.0' } }), []],
    ])('sees %s', async (_, change, expected) => {
      change();
      expect(await content()).toEqual(expected);
    });

    it('knows a changeset that says that nobody notices', async () => {
      scratch.write('libs/network/src/index.ts', '// why\nexport const a = 1;');
      expect((await preview()).changed).toMatchObject([{ announced: undefined }]);
      changeset('quiet-owls', '"@restartix/network": none');
      expect((await preview()).changed).toMatchObject([{ announced: 'none' }]);
    });
  });
});
