import { existsSync, readFileSync } from 'node:fs';
import { CiError } from './errors';

/** @throws CiError that names where the text came from. */
export function parseJson(text: string, from: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new CiError(`${from} is not JSON: ${text.slice(0, 200) || '(empty)'}`, 'Look at what wrote it.');
  }
}

/** Undefined when there is no such file. */
export function readJson(file: string): unknown {
  return existsSync(file) ? parseJson(readFileSync(file, 'utf8'), file) : undefined;
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
