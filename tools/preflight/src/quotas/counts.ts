export type Counts = ReadonlyMap<string, number>;

/** How often each is among them. */
export function countsOf(all: readonly string[]): Counts {
  const counts = new Map<string, number>();
  for (const each of all) counts.set(each, (counts.get(each) ?? 0) + 1);
  return counts;
}

export function highest(counts: Counts): number {
  return Math.max(0, ...counts.values());
}
