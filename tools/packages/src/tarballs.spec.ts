import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packPackages, type Packed } from './pack';
import { publicPackages } from './workspace';

const ROOT = join(__dirname, '../../..');
const into = mkdtempSync(join(tmpdir(), 'packages-'));
let packed: Packed[];

beforeAll(async () => {
  packed = await packPackages({ root: ROOT, into: join(into, 'first') });
}, 300_000);
afterAll(() => rmSync(into, { recursive: true }));

describe('tarballs', () => {
  it('are made of every package that a registry gets', () => {
    expect(packed.map(({ name }) => name)).toEqual(publicPackages(ROOT).map(({ manifest }) => manifest.name));
  });

  it('are the bytes that they are said to be', () => {
    for (const { file, integrity } of packed) {
      expect(`sha512-${createHash('sha512').update(readFileSync(file)).digest('base64')}`).toBe(integrity);
    }
  });

  it('are the same bytes when they are built and packed again, in another folder', async () => {
    const again = await packPackages({ root: ROOT, into: join(into, 'second') });
    const integrities = (list: readonly Packed[]): object =>
      Object.fromEntries(list.map(({ name, integrity }) => [name, integrity]));
    expect(integrities(again)).toEqual(integrities(packed));
  }, 300_000);
});
