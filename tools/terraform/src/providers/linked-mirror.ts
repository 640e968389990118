import { lstatSync, mkdirSync, readdirSync, readlinkSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { hasPackage, heldAs, namesOf, type Mirror } from './mirror';

/**
 * Offers what a mirror has under both registries' names. Each program asks its own registry, and a state that the other
 * one wrote names the other's; the packages are the same. The names that the mirror does not have are links in a folder
 * of ours, for a mirror may belong to somebody else.
 */
export function underBothNames(work: string, mirror: Mirror): Mirror[] {
  const names = mirror.sources.flatMap((source) => {
    const held = heldAs(mirror.path, { source });
    return held === undefined ? [] : namesOf(source).map((name) => ({ name, held }));
  });
  const isOwn = ({ name }: { name: string }): boolean => hasPackage(mirror.path, name, { source: name });
  const own = names.filter(isOwn);
  const other = names.filter((each) => !isOwn(each));
  const linked = join(work, 'mirror');
  for (const { name, held } of other) linkPackages(join(mirror.path, held), join(linked, name));
  return [
    { path: mirror.path, sources: own.map(({ name }) => name) },
    { path: linked, sources: other.map(({ name }) => name) },
  ].filter(({ sources }) => sources.length > 0);
}

/** A link for each package: both programs follow a link there, and nowhere above. */
function linkPackages(from: string, to: string): void {
  for (const entry of readdirSync(from)) {
    const source = join(from, entry);
    if (entry.endsWith('.zip')) link(source, join(to, entry));
    else if (statSync(source).isDirectory())
      for (const platform of readdirSync(source)) link(join(source, platform), join(to, entry, platform));
  }
}

function link(target: string, path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  if (lstatSync(path, { throwIfNoEntry: false })) {
    if (readlinkSync(path) === target) return;
    rmSync(path);
  }
  symlinkSync(target, path);
}
