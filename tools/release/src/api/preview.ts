import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import getReleasePlan from '@changesets/get-release-plan';
import { ToolError } from '@restartix/kit';
import { Repository } from '../git/repository';
import { Tree } from '../git/tree';
import { publicPackages } from '../pack/workspace';
import { compareApi, type ApiChange } from './compare';
import { changedContent } from './published-content';
import { largest, type ChangedPackage } from './refusal';

/** A package that a release would publish. */
export interface Release {
  readonly name: string;
  /** `first` for what no registry has yet. */
  readonly bump: 'first' | 'patch' | 'minor' | 'major';
  /** Undefined for what no registry has yet. */
  readonly from?: string;
  readonly to: string;
}

/** What a change means for those who use the packages. */
export interface ReleasePreview {
  readonly releases: readonly Release[];
  /** Whose public API or published content changes. */
  readonly changed: readonly ChangedPackage[];
}

export interface PreviewOptions {
  readonly root: string;
  readonly base: string;
  /** @default - the working folder, with what is not committed */
  readonly head?: string;
}

/**
 * Which packages head's changesets would release, and whose public API or published content differs from where head left
 * base. All is read from git: the reports in `api/` of each package are its public API, and a check of its own holds them to
 * the sources.
 */
export async function releasePreview({ root, base, head }: PreviewOptions): Promise<ReleasePreview> {
  const repository = new Repository(root);
  const compared = repository.compare(base, head);
  const [before, after] = [new Tree(repository, repository.tree(compared.base)), new Tree(repository, compared.head)];
  const plan = await releasePlan(repository, compared.head);
  const packages = publicPackages(after);
  const isPublished = (name: string): boolean => repository.tags(`${name}@*`).length > 0;
  const own = plan.changesets.filter(({ id }) => isNew(`.changeset/${id}.md`, before, after));

  const changed = packages.flatMap(({ folder, manifest: { name, version } }): ChangedPackage[] => {
    const changes = apiChanges(folder, before, after);
    const content = changedContent(folder, before, after);
    const bumps = own.flatMap(({ releases }) => releases.filter((each) => each.name === name).map(({ type }) => type));
    return changes.length + content.length === 0
      ? []
      : [{ name, version, published: isPublished(name), changes, content, announced: largest(bumps) }];
  });
  const releases = packages.flatMap(({ manifest: { name, version } }): Release[] => {
    const planned = plan.releases.find((each) => each.name === name && each.type !== 'none');
    if (!isPublished(name)) return [{ name, bump: 'first', to: planned?.newVersion ?? version }];
    if (!planned || planned.type === 'none') return [];
    return [{ name, bump: planned.type, from: planned.oldVersion, to: planned.newVersion }];
  });
  return { releases, changed };
}

/** Changesets reads folders: it gets the tree in one. */
async function releasePlan(repository: Repository, tree: string): ReturnType<typeof getReleasePlan> {
  const folder = mkdtempSync(join(tmpdir(), 'release-'));
  try {
    repository.extract(tree, ['.'], folder);
    return await getReleasePlan(folder).catch(refuseChangesets);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What changesets say of each other and of packages that are gone is for who wrote them. */
function refuseChangesets(error: unknown): never {
  throw new ToolError(
    `The changesets make no release: ${error instanceof Error ? error.message.replaceAll('\n', ' ') : String(error)}`,
    'Correct or remove it in .changeset. A package that was removed needs none; one that was renamed has its present name.',
    { cause: error },
  );
}

function isNew(path: string, before: Tree, after: Tree): boolean {
  return !before.has(path) || before.checksum([path]) !== after.checksum([path]);
}

/** Path by path that can be imported. A package that the base does not have, or whose API it does not say, is new. */
function apiChanges(folder: string, before: Tree, after: Tree): ApiChange[] {
  const [old, now] = [reportsOf(folder, before), reportsOf(folder, after)];
  if (old.size === 0) return [];
  return [...new Set([...old.keys(), ...now.keys()])].sort().flatMap((path): ApiChange[] => {
    const [was, is] = [old.get(path), now.get(path)];
    const name = path.slice(path.lastIndexOf('/') + 1).replace('.api.md', '');
    if (was === undefined) return [{ bump: 'minor', at: name, what: 'can be imported now' }];
    if (is === undefined) return [{ bump: 'major', at: name, what: 'can no longer be imported' }];
    return compareApi(was, is);
  });
}

function reportsOf(folder: string, tree: Tree): Map<string, string> {
  return tree.read(tree.list(`${folder}/api`).filter((path) => path.endsWith('.api.md')));
}
