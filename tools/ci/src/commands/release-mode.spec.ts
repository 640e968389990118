import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { useFakes } from '../testing/use-fakes';
import { releaseMode } from './release-mode';

const fakes = useFakes();
let base: string;

beforeEach(() => {
  fakes.workspace.write('.changeset/README.md', '');
  version('network', '1.0.0');
  git('init', '-q', '-b', 'main');
  base = commit();
});

function version(name: string, number: string, more = {}): void {
  fakes.workspace.write(`libs/${name}/package.json`, JSON.stringify({ name, version: number, ...more }));
}

function git(...args: string[]): string {
  const words = ['-c', 'user.name=test', '-c', 'user.email=test@localhost', ...args];
  return spawnSync('git', words, { cwd: fakes.workspace.root, encoding: 'utf8' }).stdout.trim();
}

function commit(): string {
  git('add', '-A');
  git('commit', '-qm', 'change');
  return git('rev-parse', 'HEAD');
}

async function mode(from = base): Promise<string | undefined> {
  rmSync(join(fakes.workspace.root, 'output'), { force: true });
  expect(await releaseMode([`--base=${from}`], fakes.workspace.context())).toBe(0);
  return fakes.workspace.outputs()['mode'];
}

describe('release-mode', () => {
  it('has nothing to do after a change without a changeset', async () => {
    fakes.workspace.write('docs/x.md', 'x');
    commit();
    expect(await mode()).toBe('nothing');
  });

  it('makes versions while changesets wait', async () => {
    fakes.workspace.write('.changeset/brave-cats.md', '');
    commit();
    expect(await mode()).toBe('version');
  });

  it('publishes when a version was raised', async () => {
    version('network', '1.1.0');
    commit();
    expect(await mode()).toBe('publish');
  });

  it('publishes when a package is new, unless it is private', async () => {
    version('testing', '0.0.0', { private: true });
    const before = commit();
    expect(await mode()).toBe('nothing');
    version('cache', '1.0.0');
    commit();
    expect(await mode(before)).toBe('publish');
  });

  it('publishes when a version of a public tool was raised', async () => {
    fakes.workspace.write(
      'tools/nx-cdktf/package.json',
      JSON.stringify({ name: '@restartix/nx-cdktf', version: '1.0.0' }),
    );
    commit();
    expect(await mode()).toBe('publish');
  });

  it('fails when the base is not there', async () => {
    await expect(mode('0'.repeat(40))).rejects.toThrow(/rev-parse .* failed/);
  });
});
