/** Runs the tests of the Python part, in an environment of their own that has pytest as well. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { makeVenv, venvPython } from './venv';

const PACKAGE = join(__dirname, '..');
const requirements = join(PACKAGE, 'python/requirements-dev.txt');
const venv = join(PACKAGE, '.venv-test');

async function main(): Promise<number> {
  const python =
    venvPython(venv, requirements) ??
    (await makeVenv({ python: 'python3', venv, requirements, onProgress: (line) => console.error(line) }));
  const { status } = spawnSync(
    python,
    ['-m', 'pytest', '-q', '-p', 'no:cacheprovider', 'tests', ...process.argv.slice(2)],
    {
      cwd: join(PACKAGE, 'python'),
      stdio: 'inherit',
      env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1', EMULATOR_TEST_REPORTS: join(PACKAGE, 'reports') },
    },
  );
  return status ?? 1;
}

main().then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
