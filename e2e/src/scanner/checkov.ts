import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY } from '../workspace';

const REQUIREMENTS = join(__dirname, 'requirements.txt');
const VENV = join(REPOSITORY, 'e2e/.venv');
const STAMP = join(VENV, 'requirements.sha256');

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
  const checkov = installed();
  const { stdout, stderr } = spawnSync(
    checkov,
    ['-f', planJson, '--framework', 'terraform_plan', '--skip-download', '--quiet', '--compact', '-o', 'json'],
    { encoding: 'utf8', env: { ...process.env, LOG_LEVEL: 'ERROR' }, maxBuffer: 2 ** 27 },
  );
  if (!stdout.trim().startsWith('{')) throw new Error(`checkov ended without a result: ${stdout}${stderr}`);
  const { results, summary } = JSON.parse(stdout) as Report;
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

/** checkov in a virtual environment of its own, made on first use (about half a minute). */
function installed(): string {
  const checkov = join(VENV, 'bin/checkov');
  const wanted = createHash('sha256').update(readFileSync(REQUIREMENTS)).digest('hex');
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return checkov;
  rmSync(VENV, { recursive: true, force: true });
  run('python3', ['-m', 'venv', VENV]);
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-input'];
  run(join(VENV, 'bin/python'), [...pip, '-r', REQUIREMENTS]);
  writeFileSync(STAMP, wanted);
  return checkov;
}

function run(program: string, args: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0)
    throw new Error(`checkov could not be installed (${program} ${args.join(' ')}): ${stdout}${stderr}`);
}
