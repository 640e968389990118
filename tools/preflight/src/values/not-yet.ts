import type { Context } from '../context';
import { warning, type Finding } from '../finding';

/** What an apply makes first, and a person fills then. */
export function notYet({ nx }: Pick<Context, 'nx'>, kind: string, names: readonly string[]): Finding[] {
  if (names.length === 0) return [];
  const fix = `${nx('deploy')}, then ${nx('preflight')} says how to fill each`;
  return [warning(kind, `do not exist yet: ${names.join(', ')}`, fix)];
}
