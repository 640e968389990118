import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { underBothNames } from './linked-mirror';
import { findMirror, platform } from './mirror';

const AWS = { source: 'aws', version: '5.100.0' };
const TERRAFORMS = 'registry.terraform.io/hashicorp/aws';
const OPENTOFUS = 'registry.opentofu.org/hashicorp/aws';
const UNPACKED = `5.100.0/${platform()}`;
const PACKED = `terraform-provider-aws_5.100.0_${platform()}.zip`;

let root: string;
beforeEach(() => (root = realpathSync(mkdtempSync(join(tmpdir(), 'linked-')))));
afterEach(() => rmSync(root, { recursive: true }));

function put(path: string): void {
  mkdirSync(dirname(join(root, 'mirror', path)), { recursive: true });
  writeFileSync(join(root, 'mirror', path), path);
}
const find = (product: 'Terraform' | 'OpenTofu') =>
  findMirror([AWS], { product, environment: { TF_PROVIDER_MIRROR: join(root, 'mirror') } })!;
const offered = (product: 'Terraform' | 'OpenTofu') => underBothNames(join(root, 'work'), find(product));

test.each([
  ['OpenTofu', TERRAFORMS, OPENTOFUS],
  ['Terraform', OPENTOFUS, TERRAFORMS],
] as const)("%s finds what the mirror has under the other's name", (product, held, asked) => {
  put(`${held}/${UNPACKED}/provider`);
  expect(find(product)).toEqual({ path: join(root, 'mirror'), sources: [asked] });
  expect(offered(product)).toEqual([
    { path: join(root, 'mirror'), sources: [held] },
    { path: join(root, 'work/mirror'), sources: [asked] },
  ]);
  expect(readFileSync(join(root, 'work/mirror', asked, UNPACKED, 'provider'), 'utf8')).toBe(
    `${held}/${UNPACKED}/provider`,
  );
});

test('both programs get both names: a state that one wrote names its registry', () => {
  put(`${TERRAFORMS}/${UNPACKED}/provider`);
  expect(offered('Terraform')).toEqual(offered('OpenTofu'));
});

test('folders are folders and only packages are links, for neither program follows others', () => {
  put(`${TERRAFORMS}/${UNPACKED}/provider`);
  put(`${TERRAFORMS}/${PACKED}`);
  offered('OpenTofu');
  const folder = join(root, 'work/mirror', OPENTOFUS);
  const kinds = (at: string): string[] =>
    readdirSync(at, { withFileTypes: true }).map((entry) => `${entry.name} ${entry.isSymbolicLink() ? 'link' : 'own'}`);
  expect(kinds(folder)).toEqual(['5.100.0 own', `${PACKED} link`]);
  expect(kinds(join(folder, '5.100.0'))).toEqual([`${platform()} link`]);
  expect(readFileSync(join(folder, PACKED), 'utf8')).toBe(`${TERRAFORMS}/${PACKED}`);
});

test('a mirror that has both is taken as it is', () => {
  put(`${TERRAFORMS}/${UNPACKED}/provider`);
  put(`${OPENTOFUS}/${UNPACKED}/provider`);
  expect(offered('OpenTofu')).toEqual([{ path: join(root, 'mirror'), sources: [TERRAFORMS, OPENTOFUS] }]);
});

test('a mirror that moved is followed', () => {
  put(`${TERRAFORMS}/${UNPACKED}/provider`);
  offered('OpenTofu');
  const elsewhere = join(root, 'elsewhere');
  mkdirSync(join(elsewhere, TERRAFORMS, UNPACKED), { recursive: true });
  underBothNames(join(root, 'work'), { path: elsewhere, sources: [OPENTOFUS] });
  expect(realpathSync(join(root, 'work/mirror', OPENTOFUS, UNPACKED))).toBe(join(elsewhere, TERRAFORMS, UNPACKED));
  expect(existsSync(join(root, 'mirror', OPENTOFUS))).toBe(false);
});
