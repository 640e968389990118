import { isRecord } from '@restartix/kit';
import type { PlanReport } from '@restartix/plan-report';

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
export function firstCreate({ changes }: Pick<PlanReport, 'changes'>, configuration: unknown): FirstCreate | undefined {
  if (changes.length < MANY || changes.some(({ action }) => action !== 'create')) return undefined;
  const modules = modulesIn(configuration);
  const moduleOf = (address: string): string | undefined => modules.get(address.replace(/\[.*$/, ''));
  const perModule = new Map<string, number>();
  for (const { address } of changes) {
    const module = moduleOf(address) ?? '';
    perModule.set(module, (perModule.get(module) ?? 0) + 1);
  }
  return { moduleOf, perModule };
}

/** CDKTF keeps the path of each construct, `staging/network/vpc`: its second part is the module, as it is called in the stack. */
function modulesIn(configuration: unknown): ReadonlyMap<string, string> {
  const types = isRecord(configuration) && isRecord(configuration['resource']) ? configuration['resource'] : {};
  return new Map(
    Object.entries(types).flatMap(([type, blocks]) =>
      Object.entries(isRecord(blocks) ? blocks : {}).flatMap(([name, block]) => {
        const [, module] = pathOf(block)?.split('/') ?? [];
        return module === undefined ? [] : [[`${type}.${name}`, module] as const];
      }),
    ),
  );
}

function pathOf(block: unknown): string | undefined {
  const comment = isRecord(block) ? block['//'] : undefined;
  const metadata = isRecord(comment) ? comment['metadata'] : undefined;
  const path = isRecord(metadata) ? metadata['path'] : undefined;
  return typeof path === 'string' ? path : undefined;
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
