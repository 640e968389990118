import { writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { refreshFoundNothing } from './refresh';
import { UNCHANGED_PLAN } from '../testing/recordings';
import { readZip } from './zip';

test('reads the states out of a real saved plan', () => {
  const { tfstate, nowhere } = readZip(UNCHANGED_PLAN, ['tfstate', 'nowhere']);
  expect(JSON.parse(tfstate!)).toMatchObject({ version: 4, terraform_version: '1.11.4' });
  expect(nowhere).toBeUndefined();
});

test('a refresh that only found other ways to say nothing found nothing', () => {
  const { tfstate, 'tfstate-prev': before } = readZip(UNCHANGED_PLAN, ['tfstate', 'tfstate-prev']);
  expect(JSON.parse(tfstate!)).not.toEqual(JSON.parse(before!));
  expect(refreshFoundNothing(UNCHANGED_PLAN, () => true)).toBe(true);
});

test('a file that is no plan is not believed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'plan-'));
  writeFileSync(join(folder, 'tfplan'), 'encrypted');
  expect(refreshFoundNothing(join(folder, 'tfplan'), () => true)).toBe(false);
  rmSync(folder, { recursive: true });
});

describe('a refresh that changed an attribute', () => {
  const folder = mkdtempSync(join(tmpdir(), 'plan-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const state = (size: unknown, query: unknown = null): string =>
    JSON.stringify({
      resources: [
        { mode: 'managed', type: 'aws_x', name: 'y', instances: [{ attributes: { size, id: size, query } }] },
      ],
    });
  const plan = join(folder, 'tfplan');
  beforeAll(() => writeFileSync(plan, storedZip({ tfstate: state(2), 'tfstate-prev': state(1) })));

  test('found something if the configuration sets it', () => {
    expect(refreshFoundNothing(plan, (_, __, path) => path === 'size')).toBe(false);
  });
  // What the AWS provider reads back of metric_query of an alarm, and of a bucket's encryption rule, after their creation.
  test('found nothing where a switch is off or a number 0 that nobody set', () => {
    const read = join(folder, 'read');
    const query = (period: unknown): unknown => [{ id: 'm', period, metric: [{ stat: 'Maximum' }] }];
    writeFileSync(read, storedZip({ tfstate: state(false, query(0)), 'tfstate-prev': state(null, query(null)) }));
    expect(refreshFoundNothing(read, () => true)).toBe(true);
    writeFileSync(read, storedZip({ tfstate: state(null, query(60)), 'tfstate-prev': state(null, query(null)) }));
    expect(refreshFoundNothing(read, () => true)).toBe(false);
    writeFileSync(read, storedZip({ tfstate: state(false), 'tfstate-prev': state(true) }));
    expect(refreshFoundNothing(read, () => true)).toBe(false);
  });
  test('found nothing if AWS computes it', () => {
    expect(refreshFoundNothing(plan, () => false)).toBe(true);
  });
});

/** A zip archive without compression. */
function storedZip(files: Readonly<Record<string, string>>): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const header = Buffer.alloc(30);
    header.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(text.length, 20);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(offset, 42);
    const file = Buffer.concat([header, Buffer.from(name + text)]);
    parts.push(file);
    directory.push(entry, Buffer.from(name));
    offset += file.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(files).length, 10);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, ...directory, end]);
}
