import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ToolError } from '@restartix/kit';
import { installedChanges, Packages, type Env } from '../git/packages';
import { Repository, type Compared } from '../git/repository';
import { Tree } from '../git/tree';
import { differenceOf } from './configuration';
import { Syntheses } from './synthesis';

/** What is compared. */
export interface Change {
  /** The root of the workspace. */
  readonly root: string;
  /**
   * A commit, branch or tag. What is compared is where the head left it.
   * @default NX_BASE, else nx.json's defaultBase, as for nx affected
   */
  readonly base?: string;
  /** @default NX_HEAD, else the working folder, with what is not committed */
  readonly head?: string;
  /**
   * The environments that are asked about.
   * @default all
   */
  readonly envs?: readonly string[];
}

/** Whether a change affects an environment, and why. */
export interface EnvResult {
  readonly env: string;
  readonly affected: boolean;
  /** For people, on one line. */
  readonly reason: string;
}

/**
 * Says of every environment whether a change affects it. The packages that it is made of select, by the dependencies
 * that Nx's graph is drawn from; the synthesized configuration of base and head decides. Each side is synthesized from its
 * own sources and can read no others, and the working folder is not touched.
 *
 * @throws ToolError when that cannot be known (an unknown or rewritten base, a shallow clone), when an environment
 * does not synthesize at head, or when other packages are installed than head's lock file names.
 */
export async function affectedEnvs({ root, envs, ...refs }: Change): Promise<EnvResult[]> {
  const { compared, before, now } = openSides({ root, ...refs });
  const isAsked = ({ name }: Env): boolean => envs === undefined || envs.includes(name);
  const asked = now.packages.envs().filter(isAsked);
  const removed = before.packages
    .envs()
    .filter((env) => isAsked(env) && !now.packages.envs().some(({ name }) => name === env.name));
  if (!compared.same) await prepare(asked, { before, now });
  return Promise.all([
    ...asked.map((env) =>
      compared.same
        ? unaffected(env, 'base and head are the same')
        : resultOf(env, { before, now }, { root, compared }),
    ),
    ...removed.map((env) =>
      unaffected(env, 'it is removed here; what it deployed stays until it is destroyed from the base'),
    ),
  ]);
}

/** The two sides of a change. */
export function openSides({ root, base, head }: Change): Sides & { readonly compared: Compared } {
  const repository = new Repository(root);
  const { NX_BASE, NX_HEAD } = process.env;
  const compared = repository.compare(base ?? (NX_BASE || defaultBase(root)), head ?? (NX_HEAD || undefined));
  return { compared, before: sideOf(repository, compared.base), now: sideOf(repository, compared.head) };
}

function defaultBase(root: string): string {
  const file = join(root, 'nx.json');
  const { defaultBase: base } = existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as { defaultBase?: string })
    : {};
  return base ?? 'main';
}

interface Side {
  readonly packages: Packages;
  readonly syntheses: Syntheses;
}

interface Sides {
  readonly before: Side;
  readonly now: Side;
}

function sideOf(repository: Repository, tree: string): Side {
  const files = new Tree(repository, tree);
  const packages = new Packages(files);
  return { packages, syntheses: new Syntheses(repository, files, packages) };
}

/** Synthesizes together what has to be compared, on both sides at once. */
async function prepare(envs: readonly Env[], { before, now }: Sides): Promise<void> {
  const changed = envs.filter((env) => !isIn(before, env) || before.syntheses.key(env) !== now.syntheses.key(env));
  await Promise.all([
    now.syntheses.prepare(changed),
    before.syntheses.prepare(changed.filter((env) => isIn(before, env))),
  ]);
}

function isIn({ packages }: Side, env: Env): boolean {
  return packages.envs().some(({ name, folder }) => name === env.name && folder === env.folder);
}

async function resultOf(
  env: Env,
  { before, now }: Sides,
  where: { root: string; compared: Compared },
): Promise<EnvResult> {
  if (!isIn(before, env)) {
    await synthesized(env, now, where.root);
    return affected(env, 'it is new');
  }
  const installed = installedChanges(before.packages.installed(env), now.packages.installed(env));
  if (installed.length > 0) return affected(env, `other packages are installed for it: ${installed.join(', ')}`);
  if (before.syntheses.key(env) === now.syntheses.key(env))
    return unaffected(env, 'no package that it is made of changed');
  const [stacks, old] = await Promise.all([synthesized(env, now, where.root), before.syntheses.of(env)]);
  if (old.error !== undefined) {
    const [line = ''] = old.error.split('\n');
    return affected(env, `it does not synthesize at the base (${where.compared.base.slice(0, 8)}): ${line}`);
  }
  return JSON.stringify(stacks) === JSON.stringify(old.stacks)
    ? unaffected(env, 'it synthesizes to what the base synthesizes to')
    : affected(env, differenceOf(old.stacks, stacks));
}

/** @throws ToolError when it does not synthesize, or other packages are installed than the lock file of head names. */
export async function synthesized(env: Env, { packages, syntheses }: Side, root: string): Promise<readonly string[]> {
  refuseOtherPackages(env, packages, root);
  const { stacks, error } = await syntheses.of(env);
  if (stacks) return stacks;
  throw new ToolError(
    `${env.name} does not synthesize at head:\n${error}`,
    `Fix it; npx nx run ${env.name}:synth shows it too.`,
  );
}

/** What is installed in the workspace serves both sides. */
function refuseOtherPackages(env: Env, packages: Packages, root: string): void {
  for (const [place, { version }] of packages.installed(env)) {
    const file = join(root, place, 'package.json');
    const installed = existsSync(file)
      ? (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
      : undefined;
    if (installed === version || (installed === undefined && packages.isOptional(place))) continue;
    throw new ToolError(
      `${place} is ${installed === undefined ? 'not installed' : `installed as ${installed}`}, and head's lock file names ${version}.`,
      'Check head out and run npm ci.',
    );
  }
}

const affected = ({ name }: Env, reason: string): EnvResult => ({ env: name, affected: true, reason });
const unaffected = ({ name }: Env, reason: string): EnvResult => ({ env: name, affected: false, reason });
