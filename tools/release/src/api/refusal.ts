import { bumpOf, type ApiChange } from './compare';

/** As changesets name them. */
export type Announced = 'none' | 'patch' | 'minor' | 'major';

/** A package whose public API differs between base and head. */
export interface ChangedApi {
  readonly name: string;
  readonly version: string;
  /** Whether a version of it was published: only then somebody can depend on what changed. */
  readonly published: boolean;
  readonly changes: readonly ApiChange[];
  /** The largest bump among the changesets of this change that name the package. */
  readonly announced: Announced;
}

const ORDER: readonly Announced[] = ['none', 'patch', 'minor', 'major'];

export function largest(bumps: readonly Announced[]): Announced {
  return ORDER.findLast((bump) => bumps.includes(bump)) ?? 'none';
}

/** Why a change may not be merged; undefined when it may. */
export function refusal({ name, published, changes, announced }: ChangedApi): string | undefined {
  const needed = bumpOf(changes);
  if (!published || ORDER.indexOf(announced) >= ORDER.indexOf(needed)) return undefined;
  const said = announced === 'none' ? `no changeset of this change names ${name}` : `its changeset says ${announced}`;
  return [
    `${name}: its public API changes, which is ${needed}, and ${said}:`,
    ...changes.filter(({ bump }) => bump === needed).map(({ at, what }) => `  ${at} ${what}`),
    `Run npx changeset, choose ${name} and ${needed}${needed === 'major' ? ', and say what to do under a heading "## Upgrade"' : ''}.`,
  ].join('\n');
}

/** What applies to a package that was never published; undefined for the others. */
export function firstVersionNote({ name, version, published }: ChangedApi): string | undefined {
  return published
    ? undefined
    : `${name} is not published yet: ${version} will be its first version and has this API. No changeset is needed.`;
}
