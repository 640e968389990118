import type { Context } from '../context';
import { warning, type Finding } from '../finding';

/** What an apply makes first, and a person fills then: asks for each by its name, and names those that do not exist yet. */
export async function askEach(
  context: Context,
  kind: string,
  names: readonly string[],
  ask: (context: Context, name: string) => Promise<Finding | undefined>,
): Promise<Finding[]> {
  const found = await Promise.all(names.map((name) => ask(context, name)));
  const missing = names.filter((_, i) => !found[i]);
  return [...found.flatMap((finding) => finding ?? []), ...notYet(context, kind, missing)];
}

function notYet({ nx }: Pick<Context, 'nx'>, kind: string, names: readonly string[]): Finding[] {
  if (names.length === 0) return [];
  const fix = `${nx('deploy')}, then ${nx('preflight')} says how to fill each`;
  return [warning(kind, `do not exist yet: ${names.join(', ')}`, fix)];
}
