import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { envPaths, environments } from './paths';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'workspace-'));
  for (const env of ['staging', 'bootstrap']) {
    mkdirSync(join(root, 'apps', env), { recursive: true });
    writeFileSync(join(root, 'apps', env, 'cdktf.json'), '{}');
  }
  mkdirSync(join(root, 'apps', 'web'));
});
afterEach(() => rmSync(root, { recursive: true }));

test('an environment is a folder of apps/ with a cdktf.json', () => {
  expect(environments(root)).toEqual(['bootstrap', 'staging']);
});

test('what Terraform leaves behind is for its owner alone, and apart for each target', () => {
  const { work, logs, data } = envPaths(root, 'staging', 'local');
  for (const folder of [work, logs]) expect(statSync(folder).mode & 0o077).toBe(0);
  expect(data).not.toBe(envPaths(root, 'staging', 'cloud').data);
});
