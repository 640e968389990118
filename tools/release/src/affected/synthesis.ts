import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import pLimit from 'p-limit';
import { Checkout } from '../git/checkout';
import type { Env, Packages, Sources } from '../git/packages';
import type { Repository } from '../git/repository';
import type { Tree } from '../git/tree';
import { canonicalConfiguration } from './configuration';

/** A synthesis, or why there is none. */
type Synthesis =
  | { readonly stacks: readonly string[]; readonly error?: undefined }
  | { readonly stacks?: undefined; readonly error: string };

const TIMEOUT_MS = 180_000;

/** Of each environment: both sides of a change and of the one before, and some more. */
const KEPT_OF_EACH = 8;

// Each takes a processor and some hundred megabytes.
const inTurn = pLimit(availableParallelism());

/** The syntheses of one tree, from its own sources; each is kept under what it was made of. */
export class Syntheses {
  // It is asked for whenever a synthesis is kept, looked for or compared.
  private readonly keys = new Map<string, string>();

  constructor(
    private readonly repository: Repository,
    private readonly tree: Tree,
    private readonly packages: Packages,
  ) {}

  /** Two trees with the same key synthesize the same. */
  key(env: Env): string {
    const key = this.keys.get(env.folder) ?? this.keyOf(env);
    this.keys.set(env.folder, key);
    return key;
  }

  /**
   * Synthesizes what is not kept of these, as far as that goes for many at once: those that are made of the same packages share a
   * checkout and a process, in which the packages are loaded once.
   */
  async prepare(envs: readonly Env[]): Promise<void> {
    const alike = new Map<string, Env[]>();
    for (const env of envs.filter((each) => !existsSync(this.placeOf(each)))) {
      const others = [...this.packages.sources(env).packages.keys()].filter((folder) => folder !== env.folder).sort();
      alike.set(others.join(), [...(alike.get(others.join()) ?? []), env]);
    }
    const groups = [...alike.values()].filter(({ length }) => length > 1);
    await Promise.all(groups.map((group) => inTurn(() => this.together(group))));
  }

  async of(env: Env): Promise<Synthesis> {
    const kept = this.placeOf(env);
    if (existsSync(kept)) return JSON.parse(readFileSync(kept, 'utf8')) as Synthesis;
    return inTurn(() =>
      this.inCheckout(this.packages.sources(env), async (checkout) => {
        const output = await run(checkout, join(checkout, env.folder), ['src/main.ts']);
        if (output instanceof Error) return { error: output.message };
        const stacks = stacksOf(checkout, env);
        if (!stacks) return { error: 'it wrote no stack' };
        // A failure may be the machine's: it is tried again.
        this.keep(env, { stacks });
        return { stacks };
      }),
    );
  }

  private async together(envs: readonly Env[]): Promise<void> {
    const all = envs.map((env) => this.packages.sources(env));
    const sources: Sources = {
      packages: new Map(all.flatMap(({ packages }) => [...packages])),
      paths: [...new Set(all.flatMap(({ paths }) => paths))],
    };
    await this.inCheckout(sources, async (checkout) => {
      const folders = envs.map(({ folder }) => folder);
      const output = await run(checkout, checkout, [require.resolve('./synthesize-each'), ...folders]);
      const done = output instanceof Error ? [] : (JSON.parse(output.trim().split('\n').at(-1)!) as string[]);
      for (const env of envs.filter(({ folder }) => done.includes(folder))) {
        const stacks = stacksOf(checkout, env);
        if (stacks) this.keep(env, { stacks });
      }
    });
  }

  private async inCheckout<T>(sources: Sources, work: (folder: string) => Promise<T>): Promise<T> {
    const checkout = new Checkout(this.repository, this.tree.id, sources);
    try {
      return await work(checkout.folder);
    } finally {
      checkout.remove();
    }
  }

  private keyOf(env: Env): string {
    const sources = this.tree.checksum(this.packages.sources(env).paths);
    const hash = createHash('sha256').update(`${process.version} ${sources}\n`);
    for (const [place, { version, integrity }] of this.packages.installed(env))
      hash.update(`${place} ${version} ${integrity}\n`);
    return hash.digest('hex');
  }

  private placeOf(env: Env): string {
    return join(this.repository.root, '.nx/affected', `${env.name}-${this.key(env).slice(0, 32)}.json`);
  }

  private keep(env: Env, synthesis: Synthesis): void {
    keep(this.placeOf(env), JSON.stringify(synthesis), KEPT_OF_EACH * this.packages.envs().length);
  }
}

/**
 * Runs a program of a checkout from its TypeScript sources, as `synth` runs it from what was built of them. What it prints, or why it
 * failed.
 */
function run(checkout: string, cwd: string, program: readonly string[]): Promise<string | Error> {
  const args = ['--conditions=@restartix/source', '--require', require.resolve('@swc-node/register'), ...program];
  const env = { ...process.env, SWC_NODE_PROJECT: join(checkout, 'tsconfig.base.json'), NODE_OPTIONS: '' };
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd, env, timeout: TIMEOUT_MS, maxBuffer: 2 ** 26 }, (error, stdout, stderr) =>
      resolve(error ? new Error((stderr || stdout || error.message).trim()) : stdout),
    );
  });
}

/** What an environment wrote in a checkout. */
function stacksOf(checkout: string, { folder }: Env): string[] | undefined {
  const stacks = join(checkout, folder, 'cdktf.out/stacks');
  if (!existsSync(stacks)) return undefined;
  const read = (name: string): string => readFileSync(join(stacks, name, 'cdk.tf.json'), 'utf8');
  // A local backend names its folder.
  return readdirSync(stacks)
    .sort()
    .map((name) => canonicalConfiguration(JSON.parse(read(name).replaceAll(checkout, ''))));
}

/** Whole or not at all, for runs at the same time; the oldest go. */
function keep(file: string, content: string, most: number): void {
  const folder = join(file, '..');
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${file}.${process.pid}`, content);
  renameSync(`${file}.${process.pid}`, file);
  const byAge = readdirSync(folder)
    .map((name) => join(folder, name))
    .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  for (const old of byAge.slice(most)) rmSync(old, { force: true });
}
