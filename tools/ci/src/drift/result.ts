import { isRecord, readJson } from '@restartix/kit';

/** `drift-result.json`: what a look at an environment found. */
export interface DriftResult {
  readonly env: string;
  readonly outcome: 'clean' | 'drifted' | 'failed';
}

/** Undefined when there is none, or it is not of this environment. */
export function readDriftResult(file: string, env: string): DriftResult | undefined {
  const result = readJson(file);
  if (!isRecord(result) || result['env'] !== env) return undefined;
  const { outcome } = result;
  return outcome === 'clean' || outcome === 'drifted' || outcome === 'failed' ? { env, outcome } : undefined;
}
