import { copyFileSync, existsSync, lstatSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ToolError } from '@restartix/kit';

/** What a stack's folder may hold: the configuration, and the files that it names. */
const CONFIGURATION = 'cdk.tf.json';
const ASSETS = 'assets';
/** Ten times production's. */
const LARGEST = 10 * 2 ** 20;

/** `apps/<env>/cdktf.out/stacks/<env>` */
export function stackFolder(root: string, env: string): string {
  return join(root, 'apps', env, 'cdktf.out/stacks', env);
}

/** Copies what an environment synthesized, as data for another job. Terraform may have left its own files beside it. */
export function stageStack(root: string, env: string, to: string): void {
  const stack = stackFolder(root, env);
  if (!existsSync(join(stack, CONFIGURATION))) {
    throw new ToolError(`${env} is not synthesized.`, `Run npx nx run ${env}:synth`);
  }
  copy(stack, join(to, env), list(stack, '').filter(isPart));
}

/** The environments that were staged. */
export function stagedEnvs(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => /^[a-z][a-z0-9-]*$/.test(name) && existsSync(join(folder, name, CONFIGURATION)))
    .sort();
}

/**
 * Puts a staged stack in the place of the one that this workspace synthesized.
 * @throws ToolError when it holds anything but files of a stack.
 */
export function takeStack(root: string, env: string, from: string): void {
  const stack = stackFolder(root, env);
  rmSync(stack, { recursive: true, force: true });
  copy(join(from, env), stack, foreignFiles(join(from, env)));
}

function copy(from: string, to: string, files: readonly string[]): void {
  for (const file of files) {
    mkdirSync(dirname(join(to, file)), { recursive: true });
    copyFileSync(join(from, file), join(to, file));
  }
}

/** The assets of a stack that this workspace synthesized, by their path in its folder. */
export function ownAssets(folder: string): string[] {
  return list(folder, '').filter((file) => isPart(file) && file !== CONFIGURATION);
}

/** The same of a stack that a pull request synthesized. @throws ToolError for a link, another file, or too much. */
export function foreignAssets(folder: string): string[] {
  return foreignFiles(folder).filter((file) => file !== CONFIGURATION);
}

/** Terraform would read any `*.tf` beside the configuration. */
function foreignFiles(folder: string): string[] {
  const files = list(folder, '');
  const sizes = files.map((file) => {
    const stat = lstatSync(join(folder, file));
    if (isPart(file) && stat.isFile()) return stat.size;
    throw new ToolError(
      `${JSON.stringify(file)} is no part of a stack (allowed: ${CONFIGURATION}, and files below ${ASSETS}/).`,
      'Synthesize without it.',
    );
  });
  const size = sizes.reduce((sum, each) => sum + each, 0);
  if (size <= LARGEST) return files;
  throw new ToolError(`The stack has ${size} bytes (allowed: ${LARGEST}).`, 'Make its assets smaller.');
}

function isPart(file: string): boolean {
  return file === CONFIGURATION || file.startsWith(`${ASSETS}/`);
}

function list(folder: string, below: string): string[] {
  const entries = readdirSync(join(folder, below), { withFileTypes: true });
  return entries
    .flatMap((entry) => {
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      return entry.isDirectory() ? list(folder, path) : [path];
    })
    .sort();
}
