import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lockFileProblems, type LockFile } from './package-lock';

const CLEAN: LockFile = {
  packages: {
    '': {},
    'node_modules/cdktf': { version: '0.21.0' },
    'node_modules/@cdktf/provider-aws': { version: '20.1.0' },
    'node_modules/@restartix/core': { resolved: 'libs/core', link: true },
    'node_modules/nx': { version: '23.2.1', optionalDependencies: { '@nx/nx-linux-x64-gnu': '23.2.1' } },
    'node_modules/@nx/nx-linux-x64-gnu': { version: '23.2.1' },
  },
};

function withPackage(path: string, entry: LockFile['packages'][string]): LockFile {
  return { packages: { ...CLEAN.packages, [path]: entry } };
}

describe('lockFileProblems', () => {
  it('finds nothing in a portable lock file', () => {
    expect(lockFileProblems(CLEAN)).toEqual([]);
  });

  it('finds a download address', () => {
    const [problem] = lockFileProblems(withPackage('node_modules/x', { resolved: 'https://registry.example/x.tgz' }));
    expect(problem).toMatch(/^node_modules\/x names a download address .*omit-lockfile-registry-resolved=true/);
  });

  it.each(['cdktf', '@cdktf/provider-aws'])('finds a second copy of %s', (name) => {
    const [problem] = lockFileProblems(withPackage(`apps/staging/node_modules/${name}`, { version: '0.20.0' }));
    expect(problem).toContain(`${name} is locked 2 times`);
    expect(problem).toContain('apps/staging');
  });

  it('finds a platform’s binary that is named but not locked', () => {
    const [problem] = lockFileProblems(
      withPackage('node_modules/swc', { optionalDependencies: { 'swc-darwin-arm64': '1.0.0' } }),
    );
    expect(problem).toContain('swc-darwin-arm64, which is not locked');
  });

  it('finds nothing in this repository’s own lock file, which has exactly one of each', () => {
    const lock = JSON.parse(readFileSync(join(__dirname, '../../../package-lock.json'), 'utf8')) as LockFile;
    expect(lockFileProblems(lock)).toEqual([]);
    for (const name of ['cdktf', 'constructs', '@cdktf/provider-aws']) {
      expect(Object.keys(lock.packages).filter((path) => path.endsWith(`node_modules/${name}`))).toHaveLength(1);
    }
  });
});
