import { resolved, synth, type Block, type Synthesized } from '@restartix/testing';
import type { EnvStack } from '@restartix/core';
import { SPECIFICATION } from '.';
import { isDeviation, makeModule, rowsOf, synthesizeModule, type ModuleParity } from './parity';

const counted = new Map<string, { rows: number; deviations: number }>();

afterAll(() => {
  const modules = [...counted.values()];
  const rows = modules.reduce((sum, module) => sum + module.rows, 0);
  const deviations = modules.reduce((sum, module) => sum + module.deviations, 0);
  process.stdout.write(
    `\nSpecification: ${String(modules.length)} modules, ${String(rows)} rows checked, ${String(deviations)} of them deliberate deviations.\n`,
  );
});

describe.each(SPECIFICATION.map((parity) => ({ module: parity.module, parity })))('$module', ({ module, parity }) => {
  const base = synthesizeModule(parity);

  beforeAll(() => {
    const rows = rowsOf(parity);
    counted.set(module, { rows: rows.length, deviations: rows.filter(({ deviation }) => deviation).length });
  });

  it.each(Object.entries(parity.inputs).map(([input, row]) => ({ input, row })))(
    'input $input changes what is made',
    ({ row }) => {
      if (isDeviation(row)) return expect(row.deviation).toMatch(/\w.{20}/);
      expect(synthesizeModule(parity, row).json).not.toEqual(base.json);
    },
  );

  it.each(Object.entries(parity.outputs).map(([output, row]) => ({ output, row })))('output $output', ({ row }) => {
    if (isDeviation(row)) return expect(row.deviation).toMatch(/\w.{20}/);
    expect(output(parity, row)).toBeTruthy();
  });

  it.each([...parity.resources])('$spec', ({ type, arguments: wanted, count, given }) => {
    const found = Object.values(synthesizeModule(parity, given).resources(type));
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

it('has a row for each of the fourteen modules', () => {
  expect(SPECIFICATION.map(({ module }) => module)).toEqual(FOURTEEN);
});

const FOURTEEN = [
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
];

function output(parity: ModuleParity, property: string): unknown {
  let value: unknown;
  synth((stack: EnvStack) => {
    const module = makeModule(stack, parity);
    value = resolved(stack, (module as unknown as Record<string, unknown>)[property]);
  });
  return value;
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
