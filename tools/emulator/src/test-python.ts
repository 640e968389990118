/** Runs the Python tests with the emulator's own Python; pytest is kept apart from what the server needs. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { act, command, main, ToolError } from '@restartix/kit';
import { SOURCES, findPython } from './python';
import { hashOf } from './venv';

const REQUIREMENTS = join(SOURCES, 'requirements-dev.txt');
const PACKAGES = join(SOURCES, '.venv');
const STAMP = join(PACKAGES, 'requirements.sha256');

async function test(args: readonly string[]): Promise<number> {
  const python = await findPython({ onProgress: (line) => console.error(line) });
  const wanted = `${python} ${hashOf(REQUIREMENTS)}`;
  if (!existsSync(STAMP) || readFileSync(STAMP, 'utf8') !== wanted) install(python, wanted);
  const { status, error } = spawnSync(python, ['-m', 'pytest', 'tests', '-q', '-p', 'no:cacheprovider', ...args], {
    cwd: SOURCES,
    stdio: 'inherit',
    env: {
      ...process.env,
      PYTHONPATH: `${SOURCES}:${PACKAGES}`,
      PYTHONDONTWRITEBYTECODE: '1',
      EMULATOR_TEST_REPORTS: join(SOURCES, '..', 'reports'),
    },
  });
  if (error) throw error;
  return status ?? 1;
}

function install(python: string, stamp: string): void {
  rmSync(PACKAGES, { recursive: true, force: true });
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-input'];
  const { status } = spawnSync(python, [...pip, '--target', PACKAGES, '-r', REQUIREMENTS], { stdio: 'inherit' });
  if (status !== 0) {
    throw new ToolError('pytest could not be installed.', 'Fix what pip names above: the network, or PIP_INDEX_URL.');
  }
  writeFileSync(STAMP, stamp);
}

main(
  act(
    command('node tools/emulator/dist/test-python.js', 'Runs the tests of the server in Python.').argument(
      '[args...]',
      'behind --: what pytest gets',
    ),
    (_, args) => test(args),
  ),
);
