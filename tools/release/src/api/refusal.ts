import { bumpOf, type ApiChange } from './compare';

/** As changesets name them. */
export type Announced = 'none' | 'patch' | 'minor' | 'major';

/** A package whose public API or published content differs between base and head. */
export interface ChangedPackage {
  readonly name: string;
  readonly version: string;
  /** Whether a version of it was published: only then somebody can depend on what changed. */
  readonly published: boolean;
  readonly changes: readonly ApiChange[];
  /** Published files and fields of package.json that differ. */
  readonly content: readonly string[];
  /** The largest bump among the changesets of this change that name the package; undefined where none does. */
  readonly announced: Announced | undefined;
}

const ORDER: readonly Announced[] = ['none', 'patch', 'minor', 'major'];

export function largest(bumps: readonly Announced[]): Announced | undefined {
  return ORDER.findLast((bump) => bumps.includes(bump));
}

/** Why a change may not be merged; undefined when it may. */
export function refusal(changed: ChangedPackage): string | undefined {
  if (!changed.published) return undefined;
  return changed.changes.length > 0 ? apiRefusal(changed) : contentRefusal(changed);
}

function apiRefusal({ name, changes, announced = 'none' }: ChangedPackage): string | undefined {
  const needed = bumpOf(changes);
  if (ORDER.indexOf(announced) >= ORDER.indexOf(needed)) return undefined;
  const said = announced === 'none' ? `no changeset of this change names ${name}` : `its changeset says ${announced}`;
  return [
    `${name}: its public API changes, which is ${needed}, and ${said}:`,
    ...changes.filter(({ bump }) => bump === needed).map(({ at, what }) => `  ${at} ${what}`),
    `Run npx changeset, choose ${name} and ${needed}${needed === 'major' ? ', and say what to do under a heading "## Upgrade"' : ''}.`,
  ].join('\n');
}

const SHOWN = 5;

/** Without a changeset, what changed here would reach nobody who installs the package. */
function contentRefusal({ name, content, announced }: ChangedPackage): string | undefined {
  if (announced !== undefined) return undefined;
  return [
    `${name}: what is published of it changes, and no changeset of this change names ${name}:`,
    ...content.slice(0, SHOWN).map((each) => `  ${each}`),
    ...(content.length > SHOWN ? [`  and ${content.length - SHOWN} more`] : []),
    `Run npx changeset and choose ${name}: patch for a fix, minor for an addition, major where an upgrade needs somebody. Where users notice nothing (a comment, say), write "none" for its bump in the changeset.`,
  ].join('\n');
}

/** What applies to a package that was never published; undefined for the others. */
export function firstVersionNote({ name, version, published }: ChangedPackage): string | undefined {
  return published
    ? undefined
    : `${name} is not published yet: ${version} will be its first version and has this API. No changeset is needed.`;
}
