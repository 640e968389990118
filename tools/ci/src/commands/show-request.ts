import { join } from 'node:path';
import { cell } from '@restartix/kit';
import { addSummary, setOutput } from '../actions/job';
import { defineCommand } from '../command';
import { readArtifact } from '../plans/artifact';
import { requireDigest } from '../plans/digest';

/**
 * Shows on the run's page what a deployment was asked for: by whom, which plan, what it may lose, and who approved the change.
 * Whoever approves the environment reads it, so its job runs before. The digest is the given one, else that of the reviewed plan
 * (`--reviewed`, a folder).
 */
export const showRequest = defineCommand({
  name: 'show-request',
  summary: "Shows on the run's page what a deployment was asked for.",
  line: (command) =>
    command
      .argument('<env>', 'the environment')
      .option('--digest <digest>', 'the plan', '')
      .option('--reviewed <folder>', 'the reviewed plan')
      .option('--approved-by <people>', 'who approved it', '')
      .option('--reason <text>', 'why nobody did', ''),
  run: async ({ root, environment }, values, env) => {
    const given = values.digest === '' ? undefined : requireDigest(values.digest);
    const reviewed = values.reviewed ? readArtifact(join(root, values.reviewed), env) : undefined;
    const digest = given ?? reviewed?.summary.digest ?? '';
    const { GITHUB_ACTOR, GITHUB_TRIGGERING_ACTOR, GITHUB_EVENT_NAME, GITHUB_SHA } = environment;
    const { ALLOW_DATA_LOSS, ALLOW_OUTAGE } = environment;
    const rows: readonly (readonly [string, string | undefined])[] = [
      ['Environment', env],
      ['Commit', GITHUB_SHA],
      ['Started by', [...new Set([GITHUB_ACTOR, GITHUB_TRIGGERING_ACTOR])].filter(Boolean).join(', ')],
      ['How', GITHUB_EVENT_NAME === 'workflow_dispatch' ? 'by hand' : GITHUB_EVENT_NAME],
      ['Change approved by', values.approvedBy || values.reason || 'nobody'],
      ['Plan', digest || 'none reviewed: only a plan without changes is applied'],
      ['May lose data', ALLOW_DATA_LOSS || 'nothing'],
      ['May interrupt', ALLOW_OUTAGE || 'nothing for longer than a failover'],
    ];
    const lines = rows.map(([name, value = '']) => `| ${name} | ${cell(value).text} |`);
    addSummary(
      [`# Request to deploy ${env}`, '', '| what | given |', '| --- | --- |', ...lines].join('\n'),
      environment,
    );
    for (const [name, value = ''] of rows) console.log(`${name}: ${JSON.stringify(value)}`);
    if (reviewed && !given) addSummary(reviewed.markdown, environment);
    setOutput('digest', digest, environment);
    return 0;
  },
});
