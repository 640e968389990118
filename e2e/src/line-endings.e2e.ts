import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Workspace } from './workspace';

describe('line endings', () => {
  let workspace: Workspace;
  beforeAll(() => (workspace = new Workspace()));
  afterAll(() => workspace.close());

  const git = async (...args: string[]): Promise<string> => (await workspace.run('git', args)).stdout;

  it('are LF in a clone with core.autocrlf', async () => {
    await git('clone', '--quiet', '--config', 'core.autocrlf=true', '--', workspace.root, 'dist/clone');
    const files = (await git('-C', 'dist/clone', 'ls-files', '--eol')).trim().split('\n');
    expect(files.filter((line) => line.includes('w/lf')).length).toBeGreaterThan(1000);
    expect(files.filter((line) => /w\/(crlf|mixed)/.test(line))).toEqual([]);
  });

  it('do not reach the synthesis', async () => {
    await workspace.mustNx('run', 'staging:synth');
    const file = 'apps/staging/cdktf.out/stacks/staging/cdk.tf.json';
    const before = workspace.read(file);

    for (const each of (await git('ls-files', 'libs', 'apps')).trim().split('\n')) {
      const path = join(workspace.root, each);
      writeFileSync(path, readFileSync(path, 'utf8').replaceAll('\n', '\r\n'));
    }
    await workspace.mustNx('run', 'staging:synth');

    expect(workspace.read('libs/storage-backups/scripts/backup.sh')).toContain('\r\n');
    expect(workspace.read(file)).toBe(before);
  });
});
