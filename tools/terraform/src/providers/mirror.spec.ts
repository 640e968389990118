import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findMirror, fullSource, platform } from './mirror';

const AWS = { source: 'aws', version: '5.100.0' };
const CLOUDFLARE = { source: 'cloudflare/cloudflare', version: '5.14.0' };
const AWS_FOLDER = 'registry.terraform.io/hashicorp/aws';

let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'mirror-'))));
afterEach(() => rmSync(root, { recursive: true }));

const unpacked = (mirror: string, folder: string, version: string, os = platform()): void =>
  void mkdirSync(join(root, mirror, folder, version, os), { recursive: true });
const find = (environment: NodeJS.ProcessEnv = {}, providers = [AWS]): ReturnType<typeof findMirror> =>
  findMirror(providers, { environment, roots: [root] });

test('finds an unpacked provider below a root', () => {
  unpacked('tf-plugins', AWS_FOLDER, '5.100.0');
  expect(find()).toEqual({ path: join(root, 'tf-plugins'), sources: [AWS_FOLDER] });
});

test('finds a packed provider', () => {
  const folder = join(root, 'share', AWS_FOLDER);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `terraform-provider-aws_5.100.0_${platform()}.zip`), '');
  expect(find()?.path).toBe(join(root, 'share'));
});

test('finds the mirror that Terraform calls plugins', () => {
  unpacked('terraform/plugins', AWS_FOLDER, '5.100.0');
  expect(find()?.path).toBe(join(root, 'terraform/plugins'));
});

test('ignores another version, and the right version for another platform', () => {
  unpacked('a', AWS_FOLDER, '5.99.0');
  unpacked('b', AWS_FOLDER, '5.100.0', 'plan9_mips');
  expect(find()).toBeUndefined();
});

test('prefers the mirror that has most of what is wanted', () => {
  unpacked('a', AWS_FOLDER, '5.100.0');
  unpacked('b', AWS_FOLDER, '5.100.0');
  unpacked('b', 'registry.terraform.io/cloudflare/cloudflare', '5.14.0');
  expect(find({}, [AWS, CLOUDFLARE])?.path).toBe(join(root, 'b'));
});

test('looks nowhere else when TF_PROVIDER_MIRROR names a folder', () => {
  unpacked('a', AWS_FOLDER, '5.100.0');
  mkdirSync(join(root, 'empty'));
  expect(find({ TF_PROVIDER_MIRROR: join(root, 'empty') })).toBeUndefined();
  expect(find({ TF_PROVIDER_MIRROR: join(root, 'a') })?.sources).toEqual([AWS_FOLDER]);
});

test.each([
  ['aws', 'registry.terraform.io/hashicorp/aws'],
  ['cloudflare/cloudflare', 'registry.terraform.io/cloudflare/cloudflare'],
  ['example.com/a/b', 'example.com/a/b'],
])('%s is %s in full', (source, full) => {
  expect(fullSource({ source })).toBe(full);
});

test.each([
  ['linux', 'x64', 'linux_amd64'],
  ['darwin', 'arm64', 'darwin_arm64'],
  ['win32', 'x64', 'windows_amd64'],
])('names %s on %s as Terraform does', (os, arch, expected) => {
  expect(platform(os, arch)).toBe(expected);
});
