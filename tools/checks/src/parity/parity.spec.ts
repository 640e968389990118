import { resolved, synth, type Block, type Synthesized } from '@restartix/testing';
import { SPECIFICATION } from './specification';
import { isDeviation, makeModule, synthesizeModule, type Deviation, type ModuleParity } from './parity';

describe.each(SPECIFICATION.map((parity) => ({ module: parity.module, parity })))('$module', ({ parity }) => {
  const { synthesized: base, outputs } = synthesizeWithOutputs(parity);

  it.each(asSpecified(parity.inputs))('input %s changes the synthesis', (_, change) => {
    expect(synthesizeModule(parity, change).json).not.toEqual(base.json);
  });

  it.each(asSpecified(parity.outputs))('output %s exists', (_, property) => {
    expect(outputs[property]).toBeTruthy();
  });

  it.each([...parity.resources])('$spec', ({ type, arguments: wanted, count, given }) => {
    const found = Object.values((given ? synthesizeModule(parity, given) : base).resources(type));
    if (count !== undefined) expect(found).toHaveLength(count);
    if (count !== 0) expect(found).not.toHaveLength(0);
    if (wanted) expect(found.map(withParsedJson)).toContainEqual(containing(wanted));
  });

  const notes = Object.entries(parity.notes ?? {}).map(([note, holds]) => ({ note, holds }));
  if (notes.length > 0) {
    it.each(notes)('$note', ({ holds }: { holds: (synthesized: Synthesized) => boolean }) => {
      expect(holds(base)).toBe(true);
    });
  }
});

it('has a row for each module, those of single tenants too', () => {
  expect(SPECIFICATION.map(({ module }) => module)).toEqual(MODULES);
});

const MODULES = [
  'network',
  'database-rds',
  'database-aurora-serverless',
  'cache-redis',
  'ecs-cluster',
  'ecs-service',
  'scheduled-tasks',
  'storage-s3',
  'storage-backups',
  'email-ses',
  'observability',
  'deploy-iam',
  'edge-cloudflare',
  'tfstate-backend',
  'tenant-s3-bucket',
  'tenant-cmk',
];

/** The rows that do not deviate: a deviation is on the page, with its reason. */
function asSpecified<Row extends object | string>(
  rows: Readonly<Record<string, Row>>,
): [string, Exclude<Row, Deviation>][] {
  return Object.entries(rows).filter((row): row is [string, Exclude<Row, Deviation>] => !isDeviation(row[1]));
}

function synthesizeWithOutputs(parity: ModuleParity): { synthesized: Synthesized; outputs: Record<string, unknown> } {
  let outputs: Record<string, unknown> = {};
  const synthesized = synth((stack) => {
    const module = makeModule(stack, parity) as unknown as Record<string, unknown>;
    outputs = Object.fromEntries(
      asSpecified(parity.outputs).map(([, property]) => [property, resolved(stack, module[property])]),
    );
  });
  return { synthesized, outputs };
}

/** Policies and container definitions are JSON within JSON: rows name parts of them. */
function withParsedJson(block: Block): Block {
  const parsed = Object.entries(block).map(([name, value]) => [name, isJson(value) ? JSON.parse(value) : value]);
  return Object.fromEntries(parsed) as Block;
}

function isJson(value: unknown): value is string {
  return typeof value === 'string' && /^[[{]"|^\[\{/.test(value);
}

/** Matches what has at least these arguments, lists at least these elements. */
function containing(wanted: unknown): unknown {
  if (Array.isArray(wanted)) return expect.arrayContaining(wanted.map(containing));
  if (typeof wanted !== 'object' || wanted === null) return wanted;
  const entries = Object.entries(wanted).map(([name, value]) => [name, containing(value)]);
  return expect.objectContaining(Object.fromEntries(entries) as object);
}
