import { existsSync, readFileSync } from 'node:fs';
import { ToolError } from './errors';

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The same text for equal values: keys are sorted at every level. */
export function canonicalJson(value: unknown): string {
  const sorted = (_: string, item: unknown): unknown =>
    isRecord(item) ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1))) : item;
  return JSON.stringify(value, sorted) ?? 'null';
}

/** @throws ToolError that names the source of the text. */
export function parseJson(text: string, source: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new ToolError(
      `${source} is not JSON: ${text.slice(0, 200) || '(empty)'}`,
      'Check the program that wrote it.',
      { cause },
    );
  }
}

/** Undefined when there is no such file. */
export function readJson(file: string): unknown {
  return existsSync(file) ? parseJson(readFileSync(file, 'utf8'), file) : undefined;
}
