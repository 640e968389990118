import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addSummary, runUrl } from '../actions/job';
import { flags, required, type Command } from '../command';
import { closeDrift, reportDrift } from '../drift/issue';
import { readDriftResult } from '../drift/result';
import { parseAffected } from '../environments/affected';
import { GitHub } from '../github/client';

/**
 * One issue for each environment that drifted, brought up to date from then on and closed when the drift is gone. Where the
 * look itself failed, the issue stays as it is, and this command fails.
 */
export const driftIssues: Command = async (args, { environment }) => {
  const { values } = flags(args, { envs: { type: 'string' }, results: { type: 'string' } });
  const results = required('results', values.results);
  const github = GitHub.fromEnvironment(environment);
  const url = runUrl(environment);
  const lines: string[] = [];
  let failed = false;
  for (const { env } of parseAffected(required('envs', values.envs), '--envs')) {
    const folder = join(results, `drift-${env}`);
    const outcome = readDriftResult(join(folder, 'drift-result.json'), env)?.outcome ?? 'failed';
    if (outcome === 'clean') {
      const closed = await closeDrift(github, env, url);
      lines.push(`${env}: no drift${closed ? `, closed ${closed}` : ''}`);
    } else if (outcome === 'drifted') {
      const file = join(folder, 'drift.md');
      const markdown = existsSync(file) ? readFileSync(file, 'utf8') : '';
      lines.push(`${env}: drifted, ${await reportDrift(github, { env, markdown, runUrl: url })}`);
    } else {
      failed = true;
      lines.push(`${env}: drift check failed`);
    }
  }
  console.log(lines.join('\n'));
  addSummary(lines.map((line) => `- ${line}`).join('\n'), environment);
  return failed ? 1 : 0;
};
