import type { Element } from './elements';
import { mainKinds, tierOf, type Tier } from './kinds';

/** One construct of a stack's first level: a module with all that is in it. */
export interface Module {
  readonly name: string;
  readonly tier: Tier;
  /** Managed resources; what is only read is not counted. */
  readonly resources: number;
  readonly kinds: readonly string[];
  /** Names of the modules that it reads, sorted. */
  readonly reads: readonly string[];
}

/** The modules of a synthesized `cdk.tf.json`, by name. */
export function modulesOf(elements: readonly Element[]): Module[] {
  const homes = new Map(elements.map(({ address, module }) => [address, module]));
  const managed = elements.filter((element) => element.managed);
  const names = [...new Set(managed.map(({ module }) => module))].sort();
  return names.map((name) => {
    const own = elements.filter(({ module }) => module === name);
    const types = own.filter((element) => element.managed).map(({ type }) => type);
    const read = own.flatMap(({ references }) => references).flatMap((address) => homes.get(address) ?? []);
    return {
      name,
      tier: tierOf(types),
      resources: types.length,
      kinds: mainKinds(types),
      reads: names.filter((each) => each !== name && read.includes(each)),
    };
  });
}
