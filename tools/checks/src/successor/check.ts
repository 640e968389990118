import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mustCapture, outsideEnvironment } from '@restartix/kit';
import { environments } from '@restartix/terraform';
import { compareSyntheses, type Comparison } from './compare';
import { copyWorkspace } from './copy';
import { moved, SUCCESSOR, type Manifest } from './move';
import { compile, synthesize } from './synthesize';

export interface CheckOptions {
  /** The root of the workspace. It is copied, not changed. */
  readonly root: string;
  readonly say: (line: string) => void;
}

export interface Checked extends Comparison {
  readonly envs: readonly string[];
  /** The library that synthesized, by its own package.json: `cdktf 0.21.0`, `cdktn 0.24.0`. */
  readonly before: string;
  readonly after: string;
}

/** Synthesizes every environment with CDKTF and with its successor, in a copy, and compares. */
export async function checkSuccessor({ root, say }: CheckOptions): Promise<Checked> {
  const envs = environments(root);
  // Refused before anything is copied.
  const manifest = moved(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest);
  const copy = await copyWorkspace(root);
  try {
    const before = installed(copy);
    say(`Synthesizing ${envs.join(', ')} with ${before}.`);
    await compile(copy, envs);
    const old = await synthesize(copy, envs);
    say(`Installing ${SUCCESSOR.name} ${SUCCESSOR.version} under the name cdktf.`);
    await install(copy, manifest);
    const after = installed(copy);
    say(`Compiling and synthesizing the same sources with ${after}.`);
    await compile(copy, envs);
    return { envs, before, after, ...compareSyntheses(old, await synthesize(copy, envs)) };
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

async function install(copy: string, manifest: Manifest): Promise<void> {
  writeFileSync(join(copy, 'package.json'), JSON.stringify(manifest, null, 2));
  const options = { cwd: copy, env: outsideEnvironment() };
  await mustCapture('npm', ['install', '--ignore-scripts', '--no-audit', '--prefer-offline'], options);
}

function installed(copy: string): string {
  const file = join(copy, 'node_modules/cdktf/package.json');
  const { name, version } = JSON.parse(readFileSync(file, 'utf8')) as { name: string; version: string };
  return `${name} ${version}`;
}
