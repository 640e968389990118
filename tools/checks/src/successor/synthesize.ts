import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { capture, mustCapture, outsideEnvironment, ToolError } from '@restartix/kit';
import type { Synthesis } from './compare';

/** Compiles the environments and their modules, and so checks them against the installed library's types. */
export async function compile(root: string, envs: readonly string[]): Promise<void> {
  const projects = envs.map((env) => `apps/${env}/tsconfig.lib.json`);
  const options = { cwd: root, env: outsideEnvironment() };
  await mustCapture(join(root, 'node_modules/.bin/tsgo'), ['--build', ...projects], options);
}

/** Synthesizes the environments as their `synth` target does, and reads the files. */
export async function synthesize(root: string, envs: readonly string[]): Promise<Synthesis> {
  const synthesized = await Promise.all(envs.map((env) => synthesizeOne(join(root, 'apps'), env)));
  return {
    files: new Map(synthesized.flatMap(({ files }) => files)),
    warnings: new Map(synthesized.map(({ env, warnings }) => [env, warnings])),
  };
}

async function synthesizeOne(
  apps: string,
  env: string,
): Promise<{ env: string; files: [string, string][]; warnings: string }> {
  const out = join(apps, env, 'cdktf.out');
  rmSync(out, { recursive: true, force: true });
  const options = { cwd: join(apps, env), env: outsideEnvironment() };
  const { code, stdout, stderr } = await capture(process.execPath, ['dist/main.js'], options);
  if (code !== 0)
    throw new ToolError(`${env} does not synthesize:\n${stdout}${stderr}`, `Run npx nx run ${env}:synth.`);
  const files = filesIn(out).map((file): [string, string] => [relative(apps, file), readFileSync(file, 'utf8')]);
  return { env, files, warnings: stderr };
}

function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
