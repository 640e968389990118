import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { ToolError } from '@restartix/kit';
import { makeVenv, venvPython } from './venv';

/** The package's own folder, from `src` and from `dist` alike. */
const PACKAGE = join(__dirname, '..');
export const SOURCES = join(PACKAGE, 'python');
const REQUIREMENTS = join(SOURCES, 'requirements.txt');
const MINIMUM = [3, 10] as const;
// A plain python3 first; a machine whose python3 is old may have a newer one beside it.
const NAMES = ['python3', 'python3.14', 'python3.13', 'python3.12', 'python3.11', 'python3.10', 'python'];

export interface PythonOptions {
  readonly environment?: NodeJS.ProcessEnv;
  /** Where the tool's own virtual environment is. */
  readonly venv?: string;
  readonly requirements?: string;
  readonly onProgress?: (line: string) => void;
}

/**
 * A Python that has the pinned moto: `EMULATOR_PYTHON`, else one on PATH that has it already, else a virtual
 * environment that is made here on first use.
 * @throws ToolError when there is no Python, it is too old, or moto cannot be installed.
 */
export async function findPython({
  environment = process.env,
  venv = join(PACKAGE, '.venv'),
  requirements = REQUIREMENTS,
  onProgress = () => undefined,
}: PythonOptions = {}): Promise<string> {
  const wanted = pinnedMoto(requirements);
  const named = environment['EMULATOR_PYTHON'];
  if (named) return requireMoto(named, wanted);

  const python = onPath(environment);
  if (motoOf(python) === wanted) return python;
  return venvPython(venv, requirements) ?? makeVenv({ python, venv, requirements, onProgress });
}

/** The version of moto that the requirements pin. */
export function pinnedMoto(requirements = REQUIREMENTS): string {
  const [, version] = /^moto(?:\[\w+\])?==(\S+)$/m.exec(readFileSync(requirements, 'utf8')) ?? [];
  if (!version) throw new Error(`${requirements} pins no moto`);
  return version;
}

function requireMoto(python: string, wanted: string): string {
  const version = versionOf(python);
  if (!version) {
    throw new ToolError(
      `EMULATOR_PYTHON names ${python}, which does not run.`,
      'Name a Python interpreter, or unset EMULATOR_PYTHON and let the emulator make its own environment.',
    );
  }
  const found = motoOf(python);
  if (found === wanted) return python;
  throw new ToolError(
    `EMULATOR_PYTHON names ${python}, which has ${found ? `moto ${found}` : 'no moto with its server'}; the emulator's corrections are for moto ${wanted}.`,
    `Install it there (${python} -m pip install -r ${REQUIREMENTS}), or unset EMULATOR_PYTHON and let the emulator make its own environment.`,
  );
}

/** The first Python on PATH that is new enough. */
function onPath(environment: NodeJS.ProcessEnv): string {
  const folders = (environment['PATH'] ?? '').split(delimiter).filter(Boolean);
  const old: string[] = [];
  for (const program of NAMES.flatMap((name) => folders.map((folder) => join(folder, name)))) {
    const version = existsSync(program) ? versionOf(program) : undefined;
    if (version && isNewEnough(version)) return program;
    if (version) old.push(`${program} (${version.join('.')})`);
  }
  throw new ToolError(
    old.length === 0
      ? 'The emulator needs Python, which is not on PATH.'
      : `The emulator needs Python ${MINIMUM.join('.')} or later; on PATH there is ${old.join(', ')}.`,
    `Install Python ${MINIMUM.join('.')} or later (https://www.python.org/downloads/), or name one that has moto in EMULATOR_PYTHON.`,
  );
}

function isNewEnough([major = 0, minor = 0]: readonly number[]): boolean {
  return major > MINIMUM[0] || (major === MINIMUM[0] && minor >= MINIMUM[1]);
}

/** Major and minor version; undefined for what does not run as Python. */
function versionOf(python: string): number[] | undefined {
  const answer = ask(python, 'import sys; print(sys.version_info[0], sys.version_info[1])');
  return answer && /^\d+ \d+$/.test(answer) ? answer.split(' ').map(Number) : undefined;
}

/** The version of moto that a Python has with all that its server needs; undefined without. */
function motoOf(python: string): string | undefined {
  const answer = ask(python, 'import importlib.metadata as m; print(m.version("moto"))');
  // The import takes a second, so it is tried only where there is a moto at all.
  return answer && ask(python, 'import moto.moto_server.werkzeug_app, waitress') !== undefined ? answer : undefined;
}

function ask(python: string, script: string): string | undefined {
  const { stdout, status } = spawnSync(python, ['-c', script], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}
