import type { ReportedChange } from '../model';
import { notes } from './words';

/** Changes of one kind that say the same, together: six services that get the same subnet are read once. */
export function alike(changes: readonly ReportedChange[]): ReportedChange[][] {
  const groups = new Map<string, ReportedChange[]>();
  for (const change of changes) {
    const key = bodyOf(change);
    groups.set(key, [...(groups.get(key) ?? []), change]);
  }
  return [...groups.values()];
}

function bodyOf(change: ReportedChange): string {
  const { type, action, differences, explanations } = change;
  return JSON.stringify([type, action, notes(change), differences, explanations]);
}
