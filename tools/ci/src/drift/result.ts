import { isRecord, readJson } from '@restartix/kit';

/** `drift-result.json`: what a look at an environment found. */
export interface DriftResult {
  readonly env: string;
  /** Whether reality differs from the state. */
  readonly drift: 'none' | 'found' | 'failed';
  /** Whether the code differs from the state: a merge that was not applied. */
  readonly unapplied: 'none' | 'found' | 'failed';
}

const OUTCOMES: readonly unknown[] = ['none', 'found', 'failed'];

/** Undefined when there is none, or it is not of this environment. */
export function readDriftResult(file: string, env: string): DriftResult | undefined {
  const result = readJson(file);
  if (!isRecord(result) || result['env'] !== env) return undefined;
  const { drift, unapplied } = result;
  return OUTCOMES.includes(drift) && OUTCOMES.includes(unapplied) ? (result as unknown as DriftResult) : undefined;
}
