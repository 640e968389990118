import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ToolError, capture } from '@restartix/kit';

const STAMP = 'requirements.sha256';
const ABANDONED_AFTER_MS = 60 * 60 * 1000;

/** The Python of an environment that was made from these very requirements and still runs. */
export function venvPython(venv: string, requirements: string): string | undefined {
  const python = join(venv, 'bin', 'python');
  const stamp = join(venv, STAMP);
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== hashOf(requirements)) return undefined;
  // An upgrade of the Python that it was made with leaves an environment that does not start.
  return spawnSync(python, ['-c', '']).status === 0 ? python : undefined;
}

interface Making {
  readonly python: string;
  readonly venv: string;
  readonly requirements: string;
  readonly onProgress: (line: string) => void;
}

/** Made beside its place and renamed into it, so that an interrupted installation is never taken for a complete one. */
export async function makeVenv({ python, venv, requirements, onProgress }: Making): Promise<string> {
  onProgress(`First use: installing the emulator (moto and what it needs) into ${venv}; this takes about a minute.`);
  removeAbandoned(venv);
  const building = mkdtempSync(`${venv}-building-`);
  try {
    await run(python, ['-m', 'venv', building]);
    // Not by its pip script: that names the folder in which the environment was built.
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-input'];
    await run(join(building, 'bin', 'python'), [...pip, '-r', requirements]);
    writeFileSync(join(building, STAMP), hashOf(requirements));
    place(building, venv, requirements);
    onProgress('Installed.');
    return join(venv, 'bin', 'python');
  } catch (error) {
    throw new ToolError(
      `The emulator could not be installed: ${(error as Error).message}`,
      `Fix what it names (the network, PIP_INDEX_URL, Debian's python3-venv), or install moto yourself (python3 -m pip install -r ${requirements}) and name that Python in EMULATOR_PYTHON.`,
    );
  } finally {
    rmSync(building, { recursive: true, force: true });
  }
}

/** Another command may have made the same in the meantime: then its environment is in use and stays. */
function place(building: string, venv: string, requirements: string): void {
  if (venvPython(venv, requirements)) return;
  const old = `${building}-old`;
  if (existsSync(venv)) renameSync(venv, old);
  renameSync(building, venv);
  rmSync(old, { recursive: true, force: true });
}

/** What a killed installation left. */
function removeAbandoned(venv: string): void {
  const folder = dirname(venv);
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder).filter((each) => each.startsWith(`${basename(venv)}-building-`))) {
    const left = join(folder, name);
    if (Date.now() - statSync(left).mtimeMs > ABANDONED_AFTER_MS) rmSync(left, { recursive: true, force: true });
  }
}

async function run(program: string, args: readonly string[]): Promise<void> {
  const { code, stdout, stderr } = await capture(program, args);
  // `venv` says what is missing on its standard output, pip on its standard error.
  if (code !== 0) throw new Error(lastWords(stdout + stderr) || `${program} ${args.join(' ')} exited with ${code}`);
}

function lastWords(output: string): string {
  return output
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line && !line.startsWith('WARNING') && !line.startsWith('[notice]'))
    .slice(-4)
    .join(' ');
}

export function hashOf(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}
