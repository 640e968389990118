import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addSummary, runUrl } from '../actions/job';
import { filled } from '@restartix/kit';
import { defineCommand } from '../command';
import { close, report, type TopicName } from '../drift/issue';
import { readDriftResult } from '../drift/result';
import { parseAffected } from '../environments/affected';
import { GitHub } from '../github/client';

/** The topics, with the file of a result that has the details and what to say when there is nothing. */
const LOOKS: readonly { readonly topic: TopicName; readonly file: string; readonly none: string }[] = [
  { topic: 'drift', file: 'drift.md', none: 'no drift' },
  { topic: 'unapplied', file: 'plan.md', none: 'the default branch is applied' },
];

/**
 * One issue for each environment that drifted, and one for each to which the default branch is not applied: brought up to date
 * from then on and closed when it is over. Where the look itself failed, or could not even start (`--misconfigured`), the issues
 * stay as they are, and this command fails.
 */
export const driftIssues = defineCommand({
  name: 'drift-issues',
  summary: 'Keeps one issue for each environment that drifted or is not up to date.',
  line: (command) =>
    command
      .requiredOption('--envs <json>', 'the environments', filled)
      .option('--misconfigured <json>', 'those that could not be looked at', '[]')
      .requiredOption('--results <folder>', 'what the jobs uploaded', filled),
  run: async ({ environment }, { envs, results, ...options }) => {
    const github = GitHub.fromEnvironment(environment);
    const url = runUrl(environment);
    const lines: string[] = [];
    const misconfigured = parseAffected(options.misconfigured || '[]', '--misconfigured');
    let failed = misconfigured.length > 0;
    for (const { env } of parseAffected(envs, '--envs')) {
      const folder = join(results, `drift-${env}`);
      const result = readDriftResult(join(folder, 'drift-result.json'), env);
      for (const { topic, file, none } of LOOKS) {
        const about = { topic, env, runUrl: url };
        const outcome = result?.[topic] ?? 'failed';
        if (outcome === 'none') {
          const closed = await close(github, about);
          lines.push(`${env}: ${none}${closed ? `, closed ${closed}` : ''}`);
        } else if (outcome === 'found') {
          const path = join(folder, file);
          const markdown = existsSync(path) ? readFileSync(path, 'utf8') : '';
          lines.push(`${env}: ${topic}, ${await report(github, about, markdown)}`);
        } else {
          failed = true;
          lines.push(`${env}: ${topic} check failed`);
        }
      }
    }
    for (const { env, reason } of misconfigured) lines.push(`${env}: not looked at: ${reason}`);
    console.log(lines.join('\n'));
    addSummary(lines.map((line) => `- ${line}`).join('\n'), environment);
    return failed ? 1 : 0;
  },
});
