import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mustCapture } from '@restartix/kit';
import { Checkout } from '../git/checkout';
import { Packages } from '../git/packages';
import type { Repository } from '../git/repository';
import type { Tree } from '../git/tree';

export type Json = Readonly<Record<string, unknown>>;

/** What an example synthesizes to, or why it does not. */
export type Synthesized =
  { readonly json: Json; readonly error?: undefined } | { readonly json?: undefined; readonly error: string };

// The synth helper of the same tree, in the account that the emulator is.
const SCRIPT = `
  const { synth } = require('@restartix/testing');
  const of = (file) => {
    try {
      return { json: synth(require(file).default, { accountId: '123456789012' }).json };
    } catch (error) {
      return { error: String(error.message ?? error) };
    }
  };
  process.stdout.write(JSON.stringify(process.argv.slice(1).map(of)));
`;

/** A package as it was published. */
export interface Installed {
  readonly name: string;
  /** The folder that it and what it depends on were installed into. */
  readonly modules: string;
}

interface Examples {
  readonly folder: string;
  readonly examples: readonly string[];
  /** Takes the place of the sources. */
  readonly installed?: Installed;
  /** What can be applied of a configuration. */
  readonly supported: (json: Json) => Json;
}

/** What examples of a library synthesize to with the sources of a tree. */
export async function synthesizeExamples(
  repository: Repository,
  tree: Tree,
  { folder, examples, installed, supported }: Examples,
): Promise<Synthesized[]> {
  const checkout = new Checkout(repository, tree.id, new Packages(tree).sources({ folder }));
  try {
    if (installed) replaceSources(checkout.folder, folder, installed);
    const files = examples.map((example) => join(checkout.folder, folder, 'examples', `${example}.ts`));
    const conditions = installed ? [] : ['--conditions=@restartix/source'];
    const register = ['--require', require.resolve('@swc-node/register')];
    const stdout = await mustCapture(process.execPath, [...conditions, ...register, '-e', SCRIPT, ...files], {
      cwd: join(checkout.folder, folder),
      env: { ...process.env, SWC_NODE_PROJECT: join(checkout.folder, 'tsconfig.base.json'), NODE_OPTIONS: '' },
    });
    return (JSON.parse(stdout) as Synthesized[]).map((each) => (each.json ? { json: supported(each.json) } : each));
  } finally {
    checkout.remove();
  }
}

/** What an example imports as `../src` is then the published package, and what that imports is published too. */
function replaceSources(checkout: string, folder: string, { name, modules }: Installed): void {
  const [scope = ''] = name.split('/');
  for (const each of readdirSync(join(modules, scope))) {
    const place = join(checkout, 'node_modules', scope, each);
    rmSync(place, { recursive: true, force: true });
    cpSync(join(modules, scope, each), place, { recursive: true });
  }
  // With its package.json the folder would still be the package of that name.
  rmSync(join(checkout, folder, 'package.json'));
  rmSync(join(checkout, folder, 'src'), { recursive: true });
  mkdirSync(join(checkout, folder, 'src'));
  writeFileSync(join(checkout, folder, 'src/index.ts'), `export * from '${name}';\n`);
}
