import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { REPOSITORY } from '../workspace';

const STAMP = 'requirements.sha256';

/**
 * The Python of a virtual environment with what `{name}.txt` pins, made on first use (about half a minute): beside its place and
 * renamed into it, for two tests may come at once.
 * @throws Error when it cannot be installed.
 */
export function pythonWith(name: string): string {
  const requirements = join(__dirname, `${name}.txt`);
  const folder = join(REPOSITORY, `e2e/.venv/${name}`);
  const wanted = createHash('sha256').update(readFileSync(requirements)).digest('hex');
  const stamp = join(folder, STAMP);
  const python = join(folder, 'bin/python');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return python;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(dirname(folder), { recursive: true });
  const building = mkdtempSync(`${folder}-building-`);
  try {
    run('python3', ['-m', 'venv', building]);
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-input'];
    run(join(building, 'bin/python'), [...pip, '-r', requirements]);
    writeFileSync(join(building, STAMP), wanted);
    place(building, folder);
  } finally {
    rmSync(building, { recursive: true, force: true });
  }
  return python;
}

/** The first one stays: it is in use. */
function place(building: string, folder: string): void {
  try {
    renameSync(building, folder);
  } catch (error) {
    if (!['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}

function run(program: string, args: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} failed: ${stdout}${stderr}`);
}
