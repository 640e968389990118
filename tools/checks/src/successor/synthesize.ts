import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { mustRun, run } from './run';
import type { Synthesis } from './verdict';

/** Compiles the environments with all that they are made of, and so checks it against the installed library's types. */
export async function compile(root: string, envs: readonly string[]): Promise<void> {
  const projects = envs.map((env) => `apps/${env}/tsconfig.lib.json`);
  await mustRun(join(root, 'node_modules/.bin/tsgo'), ['--build', ...projects], root);
}

/** Synthesizes the environments as their `synth` target does, and reads what they leave. */
export async function synthesize(root: string, envs: readonly string[]): Promise<Synthesis> {
  const made = await Promise.all(envs.map((env) => synthesizeOne(join(root, 'apps'), env)));
  return {
    files: new Map(made.flatMap(({ files }) => files)),
    warnings: new Map(made.map(({ env, warnings }) => [env, warnings])),
  };
}

async function synthesizeOne(
  apps: string,
  env: string,
): Promise<{ env: string; files: [string, string][]; warnings: string }> {
  const out = join(apps, env, 'cdktf.out');
  rmSync(out, { recursive: true, force: true });
  const { stderr } = await run(process.execPath, ['dist/main.js'], join(apps, env));
  const files = filesIn(out).map((file): [string, string] => [relative(apps, file), readFileSync(file, 'utf8')]);
  return { env, files, warnings: stderr };
}

function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
