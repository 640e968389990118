import { useFakes } from '../testing/use-fakes';
import { releaseMode } from './release-mode';

const fakes = useFakes();
let base: string;

beforeEach(() => {
  fakes.workspace.write('.changeset/README.md', '');
  version('network', '1.0.0');
  base = fakes.workspace.commit();
});

function version(name: string, number: string, more = {}): void {
  fakes.workspace.write(`libs/${name}/package.json`, { name, version: number, ...more });
}

async function mode(from = base): Promise<string | undefined> {
  fakes.workspace.write('output', '');
  expect(await releaseMode([`--base=${from}`], fakes.workspace.context())).toBe(0);
  return fakes.workspace.outputs()['mode'];
}

describe('release-mode', () => {
  it('has nothing to do after a change without a changeset', async () => {
    fakes.workspace.write('docs/x.md', 'x');
    fakes.workspace.commit();
    expect(await mode()).toBe('nothing');
  });

  it('makes versions while changesets wait', async () => {
    fakes.workspace.write('.changeset/brave-cats.md', '');
    fakes.workspace.commit();
    expect(await mode()).toBe('version');
  });

  describe('in pre mode', () => {
    const pre = (mode: string, changesets: readonly string[]): void =>
      fakes.workspace.write('.changeset/pre.json', JSON.stringify({ mode, tag: 'next', changesets }));
    beforeEach(() => fakes.workspace.write('.changeset/brave-cats.md', "---\n'network': minor\n---\n\nMore.\n"));

    it('publishes the prerelease that a changeset became', async () => {
      pre('pre', ['brave-cats']);
      version('network', '1.1.0-next.0');
      fakes.workspace.commit();
      expect(await mode()).toBe('publish');
    });

    it('makes versions of a changeset that is new, and of all when the mode ends', async () => {
      pre('pre', []);
      fakes.workspace.commit();
      expect(await mode()).toBe('version');
      pre('exit', ['brave-cats']);
      fakes.workspace.commit();
      expect(await mode()).toBe('version');
    });
  });

  it('refuses a changeset for a package that is gone, in words', async () => {
    fakes.workspace.write('.changeset/brave-cats.md', '---\n\'network\': minor\n"@acme/gone": patch\n---\n\nMore.\n');
    fakes.workspace.commit();
    await expect(mode()).rejects.toThrow(
      '.changeset/brave-cats.md is for @acme/gone, which is no package of this repository any more.',
    );
  });

  it('publishes when a version was raised', async () => {
    version('network', '1.1.0');
    fakes.workspace.commit();
    expect(await mode()).toBe('publish');
  });

  it('publishes when a package is new, unless it is private', async () => {
    version('testing', '0.0.0', { private: true });
    const before = fakes.workspace.commit();
    expect(await mode()).toBe('nothing');
    version('cache', '1.0.0');
    fakes.workspace.commit();
    expect(await mode(before)).toBe('publish');
  });

  it('publishes when a version of a public tool was raised', async () => {
    fakes.workspace.write(
      'tools/nx-cdktf/package.json',
      JSON.stringify({ name: '@restartix/nx-cdktf', version: '1.0.0' }),
    );
    fakes.workspace.commit();
    expect(await mode()).toBe('publish');
  });

  it('fails when the base is not there', async () => {
    await expect(mode('0'.repeat(40))).rejects.toThrow(/rev-parse .* failed/);
  });
});
