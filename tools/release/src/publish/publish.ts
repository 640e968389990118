import { join } from 'node:path';
import { Git, ToolError } from '@restartix/kit';
import { PACKED, checkPacked, readManifest, type Packed } from './packed';
import { pack } from './pack-release';
import type { Content, Registry } from './registry';

export interface PublishOptions {
  readonly root: string;
  readonly registry: Registry;
  /** Does everything but publish and tag. */
  readonly dryRun?: boolean;
  readonly say: (line: string) => void;
}

/**
 * Publishes what the registry does not have yet, each package after those that it depends on, and tags each version as
 * `@restartix/network@1.2.0`. The next run publishes what a failed run did not.
 * @returns what was published, or would be
 * @throws ToolError before anything is published: an unclean tree, packages of another commit, a version that exists with
 * other content. After it: a registry that refuses.
 */
export async function publish({ root, registry, dryRun = false, say }: PublishOptions): Promise<Packed[]> {
  const git = new Git(root);
  refuseUncommitted(git.uncommitted());
  const manifest = readManifest(root) ?? (await pack(root));
  checkPacked(root, manifest, git.head());
  const { packages } = manifest;
  const contents = await eachOf(packages, 4, ({ name, version }) => registry.content(name, version));
  refuseOtherContent(packages.filter((each, i) => contents[i] && !isSame(each, contents[i])));

  const published: Packed[] = [];
  for (const [i, each] of packages.entries()) {
    const id = `${each.name}@${each.version}`;
    if (!contents[i]) {
      if (!dryRun) await publishOne(registry, join(root, PACKED, each.file), each, published, packages.length);
      published.push(each);
      say(`${id} ${dryRun ? 'would be published' : 'published'}`);
    }
    if (!dryRun && git.tag(id) && contents[i]) say(`${id} tagged; it was published before`);
  }
  const kept = packages.length - published.length;
  say(`${published.length} ${dryRun ? 'to publish' : 'published'}, ${kept} published before`);
  return published;
}

async function publishOne(
  registry: Registry,
  tarball: string,
  { name, version }: Packed,
  done: readonly Packed[],
  all: number,
): Promise<void> {
  try {
    await registry.publish(tarball, version);
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    throw new ToolError(
      `${name}@${version} could not be published, after ${done.length} of ${all}: ${error.what}`,
      `${error.hint} Then run npm run release again: it publishes the rest.`,
    );
  }
}

function refuseUncommitted(files: readonly string[]): void {
  if (files.length === 0) return;
  const some = files.slice(0, 5).join(', ');
  throw new ToolError(
    `Uncommitted files in the working folder: ${some}${files.length > 5 ? `, and ${files.length - 5} more` : ''}.`,
    'Commit or remove them: only what is committed is published.',
  );
}

function refuseOtherContent(changed: readonly Packed[]): void {
  if (changed.length === 0) return;
  const names = changed.map(({ name, version }) => `${name}@${version}`).join(', ');
  throw new ToolError(
    `The registry has other content for the same version: ${names}. Nothing was published.`,
    'Raise the version: npx changeset, then npm run version-packages. A published version is never replaced.',
  );
}

function isSame(packed: Packed, content: Content): boolean {
  return content.integrity ? content.integrity === packed.integrity : content.shasum === packed.shasum;
}

/** Does it for all, a few at a time, in order. */
async function eachOf<T, R>(items: readonly T[], atOnce: number, work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const queue = [...items.entries()];
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) results[next[0]] = await work(next[1]);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}
