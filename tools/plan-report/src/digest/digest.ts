import { createHash, createHmac } from 'node:crypto';
import { canonicalJson } from '@restartix/kit';
import type { PlanReport } from '../model';
import type { PlanJson } from '../plan-json';
import { effectOf, type DigestSources } from './effect';

/** Over what a reviewer reads and what an apply does: not over when, in what order or by whom it was planned. */
export function digestOf(report: Omit<PlanReport, 'digest'>, plan: PlanJson, sources: DigestSources): string {
  const text = canonicalJson({ report, effect: effectOf(plan, sources) });
  const hash = sources.key === undefined ? createHash('sha256') : createHmac('sha256', sources.key);
  return `sha256:${hash.update(text).digest('hex')}`;
}
