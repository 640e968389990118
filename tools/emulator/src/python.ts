import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { EmulatorError } from './errors';

/** The package's own folder, from `src` and from `dist` alike. */
const PACKAGE = join(__dirname, '..');
export const SOURCES = join(PACKAGE, 'python');
const REQUIREMENTS = join(SOURCES, 'requirements.txt');
const MINIMUM = [3, 10] as const;

export interface PythonOptions {
  readonly environment?: NodeJS.ProcessEnv;
  /** Where the tool's own virtual environment is. */
  readonly venv?: string;
  readonly onProgress?: (line: string) => void;
}

/**
 * A Python that has the pinned moto: `EMULATOR_PYTHON`, else a `python3` on PATH that has it already, else a virtual
 * environment that is made here on first use.
 * @throws EmulatorError when there is no Python, it is too old, or moto cannot be installed.
 */
export async function findPython({
  environment = process.env,
  venv = join(PACKAGE, '.venv'),
  onProgress = () => undefined,
}: PythonOptions = {}): Promise<string> {
  const wanted = pinnedMoto();
  const named = environment['EMULATOR_PYTHON'];
  if (named) return requireMoto(named, wanted);

  const made = join(venv, 'bin', 'python');
  if (existsSync(made) && stampOf(venv) === requirementsHash()) return made;

  const python = onPath('python3', environment) ?? onPath('python', environment);
  if (!python) {
    throw new EmulatorError(
      'The emulator needs Python, and there is no python3 on PATH.',
      `Install Python ${MINIMUM.join('.')} or later (https://www.python.org/downloads/), or name one in EMULATOR_PYTHON.`,
    );
  }
  requireVersion(python);
  if (motoOf(python) === wanted) return python;
  await makeVenv(python, venv, onProgress);
  return made;
}

/** The version of moto that requirements.txt pins. */
export function pinnedMoto(): string {
  const [, version] = /^moto==(\S+)$/m.exec(readFileSync(REQUIREMENTS, 'utf8')) ?? [];
  if (!version) throw new Error(`${REQUIREMENTS} pins no moto`);
  return version;
}

function requireMoto(python: string, wanted: string): string {
  const found = motoOf(python);
  if (found === wanted) return python;
  throw new EmulatorError(
    `EMULATOR_PYTHON names ${python}, which has ${found ? `moto ${found}` : 'no moto with its server'}; the emulator's corrections are for moto ${wanted}.`,
    `Install it there (pip install -r tools/emulator/python/requirements.txt), or unset EMULATOR_PYTHON and let the emulator make its own environment.`,
  );
}

function requireVersion(python: string): void {
  const { stdout } = spawnSync(python, ['-c', 'import sys; print(*sys.version_info[:2])'], { encoding: 'utf8' });
  const [major = 0, minor = 0] = (stdout ?? '').trim().split(' ').map(Number);
  if (major > MINIMUM[0] || (major === MINIMUM[0] && minor >= MINIMUM[1])) return;
  throw new EmulatorError(
    `The emulator needs Python ${MINIMUM.join('.')} or later; ${python} is ${major}.${minor}.`,
    'Install a newer Python, or name one in EMULATOR_PYTHON.',
  );
}

function motoOf(python: string): string | undefined {
  const script = 'import moto, moto.server; print(moto.__version__)';
  const { stdout, status } = spawnSync(python, ['-c', script], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}

/** Made beside its place and renamed into it, so that a broken-off installation is never taken for a whole one. */
async function makeVenv(python: string, venv: string, onProgress: (line: string) => void): Promise<void> {
  onProgress('First use: installing the emulator (moto) into tools/emulator/.venv, about a minute.');
  const building = mkdtempSync(`${venv}-building-`);
  try {
    await run(python, ['-m', 'venv', '--copies', building]);
    // Not by its pip script: that names the folder in which the environment was built.
    await run(join(building, 'bin', 'python'), [
      '-m',
      'pip',
      'install',
      '--quiet',
      '--disable-pip-version-check',
      '-r',
      REQUIREMENTS,
    ]);
    writeFileSync(join(building, 'requirements.sha256'), requirementsHash());
    rmSync(venv, { recursive: true, force: true });
    renameSync(building, venv);
  } catch (error) {
    rmSync(building, { recursive: true, force: true });
    throw new EmulatorError(
      `The emulator could not be installed: ${(error as Error).message}`,
      'Check the network (or PIP_INDEX_URL), or install moto yourself (pip install -r tools/emulator/python/requirements.txt) and name that Python in EMULATOR_PYTHON.',
    );
  }
}

function run(program: string, args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    const errors: string[] = [];
    child.stderr.on('data', (data: Buffer) => errors.push(data.toString()));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(errors.join('').trim().split('\n').slice(-3).join(' ') || `${program} ended with ${code}`));
    });
  });
}

function requirementsHash(): string {
  return createHash('sha256').update(readFileSync(REQUIREMENTS)).digest('hex');
}

function stampOf(venv: string): string | undefined {
  const stamp = join(venv, 'requirements.sha256');
  return existsSync(stamp) ? readFileSync(stamp, 'utf8') : undefined;
}

function onPath(name: string, environment: NodeJS.ProcessEnv): string | undefined {
  return (environment['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((candidate) => existsSync(candidate));
}
