import type { PlanReport } from '@restartix/plan-report';
import { elementsOf, type Json } from '../diagram/elements';

/** A first deployment of an environment has hundreds; a change that a person reads one by one has fewer. */
const MANY = 40;

/** The resources of each module of an environment, of which nothing exists yet. */
export interface FirstCreate {
  /** Undefined for what the synthesized configuration does not have. */
  readonly moduleOf: (address: string) => string | undefined;
  /** The modules with the number of their resources, in the order of the plan. */
  readonly perModule: ReadonlyMap<string, number>;
}

/** Undefined for a plan that is worth reading line by line. */
export function firstCreate({ changes }: Pick<PlanReport, 'changes'>, configuration: Json): FirstCreate | undefined {
  if (changes.length < MANY || changes.some(({ action }) => action !== 'create')) return undefined;
  const modules = new Map(elementsOf(configuration).map(({ address, module }) => [address, module]));
  const moduleOf = (address: string): string | undefined => modules.get(address.replace(/\[.*$/, ''));
  const perModule = new Map<string, number>();
  for (const { address } of changes) {
    const module = moduleOf(address) ?? '';
    perModule.set(module, (perModule.get(module) ?? 0) + 1);
  }
  return { moduleOf, perModule };
}

/** `network 34, database 12, …`, in lines that a terminal shows whole. */
export function countsOf({ perModule }: FirstCreate, width = 100): string[] {
  const lines: string[] = [];
  for (const [module, count] of perModule) {
    const word = `${module || 'others'} ${count}`;
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length + 2 <= width) lines[lines.length - 1] = `${last}, ${word}`;
    else lines.push(`  ${word}`);
  }
  return lines;
}
