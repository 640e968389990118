import type { Tree } from '../git/tree';
import type { Manifest } from '../manifest/manifest';

/** Paths that `files` of a package.json names and that say nothing of what the package does, and those that it leaves out. */
const NOT_BEHAVIOUR = /(^|\/)testing\/|\.spec\.(?!.*template$)|(^|\/)(dist|api)\/|\.md$/;

/** What of a package.json changes what is installed, or what can be loaded of it. */
const FIELDS = [
  'bin',
  'type',
  'main',
  'exports',
  'generators',
  'executors',
  'engines',
  'dependencies',
  'optionalDependencies',
  'peerDependencies',
  'peerDependenciesMeta',
] as const;

/**
 * What of a package is published and differs between two trees: `src/network.ts`, `package.json: peerDependencies`. Without
 * documentation, tests and what is built. Nothing where the version itself differs: that change is the release.
 */
export function changedContent(folder: string, before: Tree, after: Tree): string[] {
  const [was, is] = [manifestOf(folder, before), manifestOf(folder, after)];
  if (was === undefined || is === undefined || was['version'] !== is['version']) return [];
  const fields = FIELDS.filter((field) => JSON.stringify(was[field]) !== JSON.stringify(is[field]));
  const roots = [...new Set([was, is].flatMap(({ files = [] }) => files.filter((each) => !each.startsWith('!'))))];
  const paths = [...new Set([before, after].flatMap((tree) => tree.list(folder)))]
    .map((path) => path.slice(folder.length + 1))
    .filter((path) => roots.some((root) => path === root || path.startsWith(`${root}/`)) && !NOT_BEHAVIOUR.test(path))
    .filter((path) => before.checksum([`${folder}/${path}`]) !== after.checksum([`${folder}/${path}`]));
  return [...fields.map((field) => `package.json: ${field}`), ...paths.sort()];
}

function manifestOf(folder: string, tree: Tree): (Manifest & Readonly<Record<string, unknown>>) | undefined {
  const path = `${folder}/package.json`;
  const text = tree.read([path]).get(path);
  return text === undefined ? undefined : (JSON.parse(text) as Manifest & Record<string, unknown>);
}
