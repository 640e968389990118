import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cliConfiguration, cliConfigurationFile } from './cli-configuration';

const MIRROR = { path: '/some/mirror', sources: ['registry.terraform.io/hashicorp/aws'] };
let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'rc-'))));
afterEach(() => rmSync(folder, { recursive: true }));

test('takes from the mirror what it has, and the rest from the registry', () => {
  const text = cliConfiguration([MIRROR]);
  expect(text).toMatch(
    /filesystem_mirror {\s+path {4}= "\/some\/mirror"\s+include = \["registry.terraform.io\/hashicorp\/aws"\]/,
  );
  expect(text).toMatch(/direct {\s+exclude = \["registry.terraform.io\/hashicorp\/aws"\]/);
});

test('takes the Cloudflare provider from where it is, with and without a mirror for the rest', () => {
  const fetched = { path: '/fetched', sources: ['registry.terraform.io/cloudflare/cloudflare'] };
  const text = cliConfiguration([MIRROR, fetched]);
  expect(text).toMatch(/path {4}= "\/fetched"\s+include = \["registry.terraform.io\/cloudflare\/cloudflare"\]/);
  expect(text).toContain(`exclude = ${JSON.stringify([...MIRROR.sources, ...fetched.sources])}`);
  expect(cliConfiguration([fetched], '/cache')).toMatch(/plugin_cache_dir = "\/cache"[^]*path {4}= "\/fetched"/);
});

test('without a mirror, caches what the registry gives', () => {
  const cache = join(folder, 'cache');
  const file = cliConfigurationFile(folder, {}, { TF_PLUGIN_CACHE_DIR: cache });
  expect(readFileSync(file, 'utf8')).toContain(`plugin_cache_dir = "${cache}"`);
  expect(existsSync(cache)).toBe(true);
});

test("leaves a user's own file alone, and does not believe in one that does not exist", () => {
  const own = join(folder, 'own.rc');
  writeFileSync(own, '# mine');
  expect(cliConfigurationFile(folder, { mirror: MIRROR }, { TF_CLI_CONFIG_FILE: own })).toBe(own);
  expect(readFileSync(own, 'utf8')).toBe('# mine');
  expect(cliConfigurationFile(folder, { mirror: MIRROR }, { TF_CLI_CONFIG_FILE: join(folder, 'nowhere') })).toBe(
    join(folder, 'terraform.rc'),
  );
});
