import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Checkout } from '../git/checkout';
import type { Env, Packages } from '../git/packages';
import type { Repository } from '../git/repository';
import type { Tree } from '../git/tree';
import { canonicalConfiguration } from './configuration';

/** A synthesis, or why there is none. */
type Synthesis =
  | { readonly stacks: readonly string[]; readonly error?: undefined }
  | { readonly stacks?: undefined; readonly error: string };

const TIMEOUT_MS = 180_000;
const KEPT = 64;

/** The syntheses of one tree, from its own sources; each is kept under what it was made of. */
export class Syntheses {
  constructor(
    private readonly repository: Repository,
    private readonly tree: Tree,
    private readonly packages: Packages,
  ) {}

  /** Two trees with the same key synthesize the same. */
  key(env: Env): string {
    const sources = this.tree.checksum(this.packages.sources(env).paths);
    const hash = createHash('sha256').update(`${process.version} ${sources}\n`);
    for (const [place, { version, integrity }] of this.packages.installed(env))
      hash.update(`${place} ${version} ${integrity}\n`);
    return hash.digest('hex');
  }

  async of(env: Env): Promise<Synthesis> {
    const kept = join(this.repository.root, '.nx/affected', `${env.name}-${this.key(env).slice(0, 32)}.json`);
    if (existsSync(kept)) return JSON.parse(readFileSync(kept, 'utf8')) as Synthesis;
    const checkout = new Checkout(this.repository, this.tree.id, this.packages.sources(env));
    try {
      const synthesis = await run(checkout.folder, env);
      // A failure may be the machine's: it is tried again.
      if (synthesis.stacks) keep(kept, JSON.stringify(synthesis));
      return synthesis;
    } finally {
      checkout.remove();
    }
  }
}

/** Runs the environment's program from its TypeScript sources, as `synth` runs it from what was built of them. */
function run(checkout: string, { folder }: Env): Promise<Synthesis> {
  const args = ['--conditions=@restartix/source', '--require', require.resolve('@swc-node/register'), 'src/main.ts'];
  const cwd = join(checkout, folder);
  const env = { ...process.env, SWC_NODE_PROJECT: join(checkout, 'tsconfig.base.json'), NODE_OPTIONS: '' };
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd, env, timeout: TIMEOUT_MS, maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      if (error) return resolve({ error: (stderr || stdout || error.message).trim() });
      const stacks = join(cwd, 'cdktf.out/stacks');
      if (!existsSync(stacks)) return resolve({ error: 'it wrote no stack' });
      const read = (name: string): string => readFileSync(join(stacks, name, 'cdk.tf.json'), 'utf8');
      // A local backend names its folder.
      resolve({
        stacks: readdirSync(stacks)
          .sort()
          .map((name) => canonicalConfiguration(JSON.parse(read(name).replaceAll(checkout, '')))),
      });
    });
  });
}

/** Whole or not at all, for runs at the same time; the oldest go. */
function keep(file: string, content: string): void {
  const folder = join(file, '..');
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${file}.${process.pid}`, content);
  renameSync(`${file}.${process.pid}`, file);
  const byAge = readdirSync(folder)
    .map((name) => join(folder, name))
    .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  for (const old of byAge.slice(KEPT)) rmSync(old, { force: true });
}
