import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { apiReports, staleReports, type ApiReport } from '../api/reports';
import { contentsProblems } from './contents';
import type { Manifest } from '../manifest/manifest';
import { packPackages, packStage, type Packed } from './pack';
import { staged } from './stage';
import { deadEnds, unpacked } from './tarball';
import { publicPackages } from '@restartix/kit';

const ROOT = join(__dirname, '../../../..');
const into = mkdtempSync(join(tmpdir(), 'packages-'));
let packed: Packed[];
let reports: ApiReport[];

beforeAll(async () => {
  [reports, packed] = await staged(ROOT, (stage) => [apiReports(stage), packStage(stage, join(into, 'first'))]);
}, 300_000);
afterAll(() => rmSync(into, { recursive: true }));

/** What a question about the files of each tarball finds, with the package's name. */
function inEach<T>(ask: (folder: string) => T): Record<string, T> {
  return Object.fromEntries(packed.map(({ name, file }) => [name, unpacked(file, ask)]));
}

function each<T>(value: T): Record<string, T> {
  return Object.fromEntries(packed.map(({ name }) => [name, value]));
}

describe('tarballs', () => {
  it('are made of every package that a registry gets', () => {
    expect(packed.map(({ name }) => name).sort()).toEqual(
      publicPackages(ROOT)
        .map(({ name }) => name)
        .sort(),
    );
    expect(packed.length).toBeGreaterThan(20);
  });

  it('are the bytes that they are said to be', () => {
    for (const { file, integrity } of packed) {
      expect(`sha512-${createHash('sha512').update(readFileSync(file)).digest('base64')}`).toBe(integrity);
    }
  });

  it('hold sources, what is built of them, and no test', () => {
    expect(packed.flatMap(contentsProblems)).toEqual([]);
  });

  it('hold the licence of the repository', () => {
    const licence = readFileSync(join(ROOT, 'LICENSE'), 'utf8');
    expect(inEach((folder) => readFileSync(join(folder, 'LICENSE'), 'utf8'))).toEqual(each(licence));
  });

  it('hold whatever their files lead to: imports, source maps, the sources of these', () => {
    expect(inEach(deadEnds)).toEqual(each([]));
  });

  it('say nothing that serves this workspace alone, and lead nobody to sources', () => {
    const said = inEach((folder) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest);
    for (const manifest of Object.values(said)) {
      expect(manifest).not.toHaveProperty('nx');
      expect(manifest).not.toHaveProperty('devDependencies');
      expect(JSON.stringify(manifest.exports)).not.toMatch(/@restartix\/source|src\//);
    }
  });

  it('pass publint, and Are The Types Wrong for Node 10, CommonJS, ES modules and bundlers', () => {
    const files = packed.map(({ name, file }) => `${name}=${file}`);
    const { stdout, stderr } = spawnSync(
      process.execPath,
      [join(__dirname, '../../dist/pack/verify-main.js'), ...files],
      {
        encoding: 'utf8',
      },
    );
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toEqual([]);
  }, 120_000);

  it('have the public API of the kept reports, for every path that can be imported', () => {
    expect(staleReports(ROOT, reports)).toEqual([]);
    expect(reports.map(({ path }) => path)).toContain('libs/core/api/postgres.api.md');
  });

  it('are the same bytes when they are built and packed again, in another folder', async () => {
    const again = await packPackages({ root: ROOT, into: join(into, 'second') });
    const integrities = (list: readonly Packed[]): object =>
      Object.fromEntries(list.map(({ name, integrity }) => [name, integrity]));
    expect(integrities(again)).toEqual(integrities(packed));
  }, 300_000);
});
