import { spawnSync } from 'node:child_process';
import { pythonWith } from './python';

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
    pythonWith('checkov'),
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
