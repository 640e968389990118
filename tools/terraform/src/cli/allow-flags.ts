import { allowFlag } from '@restartix/plan-report';
import type { Options } from './options';

/** The flags that allow what a run was allowed, one for each kind. */
export function allowFlags(allowed: Options['allowed']): string[] {
  return (['data-loss', 'outage'] as const)
    .filter((kind) => allowed[kind].length > 0)
    .map((kind) => allowFlag(kind, allowed[kind]));
}
