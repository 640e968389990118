import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY } from '../workspace';

const REQUIREMENTS = join(__dirname, 'requirements.txt');
const VENV = join(REPOSITORY, 'e2e/.venv');
const STAMP = 'requirements.sha256';

/** One rule that one resource of a plan breaks. */
export interface Finding {
  /** e.g. `CKV_AWS_158`. */
  readonly check: string;
  readonly title: string;
  /** The resource's address. */
  readonly resource: string;
}

/**
 * What checkov says of a plan (`terraform show -json`), with the rules that come along with it and nothing downloaded.
 * @throws Error when it cannot be installed, or does not end with a result.
 */
export function scanPlan(planJson: string): Finding[] {
  const { stdout, stderr } = spawnSync(
    installed(),
    [
      '-m',
      'checkov.main',
      '-f',
      planJson,
      '--framework',
      'terraform_plan',
      '--skip-download',
      '--quiet',
      '--compact',
      '-o',
      'json',
    ],
    { encoding: 'utf8', env: { ...process.env, LOG_LEVEL: 'ERROR' }, maxBuffer: 2 ** 27 },
  );
  if (!stdout.trim().startsWith('{')) throw new Error(`checkov ended without a result: ${stdout}${stderr}`);
  const { results, summary } = JSON.parse(stdout) as Partial<Report>;
  // To a plan without resources it answers in another form.
  if (!results || !summary) throw new Error(`checkov found no resource in ${planJson}: is the plan empty?`);
  // A plan that it cannot read has no findings either.
  if (summary.parsing_errors > 0 || summary.resource_count === 0 || summary.passed === 0) {
    throw new Error(`checkov could not read ${planJson}: ${JSON.stringify(summary)}`);
  }
  return results.failed_checks.map(({ check_id: check, check_name: title, resource }) => ({ check, title, resource }));
}

interface Report {
  readonly results: {
    readonly failed_checks: readonly {
      readonly check_id: string;
      readonly check_name: string;
      readonly resource: string;
    }[];
  };
  readonly summary: { readonly parsing_errors: number; readonly resource_count: number; readonly passed: number };
}

/**
 * The Python of a virtual environment with checkov, made on first use (about half a minute): beside its place and renamed into
 * it, for two tests may come at once.
 */
function installed(): string {
  const wanted = createHash('sha256').update(readFileSync(REQUIREMENTS)).digest('hex');
  const stamp = join(VENV, STAMP);
  const python = join(VENV, 'bin/python');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return python;
  rmSync(VENV, { recursive: true, force: true });
  const building = mkdtempSync(`${VENV}-building-`);
  try {
    run('python3', ['-m', 'venv', building]);
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-input'];
    run(join(building, 'bin/python'), [...pip, '-r', REQUIREMENTS]);
    writeFileSync(join(building, STAMP), wanted);
    place(building);
  } finally {
    rmSync(building, { recursive: true, force: true });
  }
  return python;
}

/** The first one stays: it is in use. */
function place(building: string): void {
  try {
    renameSync(building, VENV);
  } catch (error) {
    if (!['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}

function run(program: string, args: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0)
    throw new Error(`checkov could not be installed (${program} ${args.join(' ')}): ${stdout}${stderr}`);
}
