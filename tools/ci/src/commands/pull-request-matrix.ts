import { join } from 'node:path';
import { environments } from '@restartix/terraform';
import { annotate, setOutput } from '../actions/job';
import { filled } from '@restartix/kit';
import { defineCommand } from '../command';
import type { AffectedEnv } from '../environments/affected';
import { jobsOf } from '../environments/jobs';
import { GitHub } from '../github/client';
import { pullOfRun } from '../github/pull-of-run';
import { compareSyntheses } from '../synthesis/compare';

/** The workflow that runs a pull request's code, without any right. */
const SYNTHESIZED_BY = 'synthesize.yml';

/**
 * The jobs for the pull request behind a run of synthesize.yml: what it synthesized (`--synthesis`, a folder) is compared as data with
 * what the default branch, checked out here, synthesized.
 */
export const pullRequestMatrix = defineCommand({
  name: 'pull-request-matrix',
  summary: 'Writes the jobs for the pull request behind a run of synthesize.yml.',
  line: (command) =>
    command
      .requiredOption('--run <id>', 'the run of synthesize.yml', filled)
      .requiredOption('--synthesis <folder>', 'what it synthesized', filled),
  run: async ({ root, environment }, { run, synthesis }) => {
    const github = GitHub.fromEnvironment(environment);
    const pull = await pullOfRun(github, run, SYNTHESIZED_BY);
    if (!pull) console.log('No open pull request for the default branch has this commit as its head: nothing to plan.');
    const compared = pull
      ? compareSyntheses(root, environments(root), join(root, synthesis))
      : { affected: [], added: [], removed: [] };
    const { envs, byHand, misconfigured } = jobsOf(root, compared.affected, 'plan', environment['AWS_ACCOUNTS']);
    for (const { env, reason } of misconfigured) annotate(env, reason, environment);

    const output = (name: string, value: readonly AffectedEnv[]): void =>
      setOutput(name, JSON.stringify(value), environment);
    setOutput('pull', pull ? String(pull.number) : '', environment);
    setOutput('head', pull?.head.sha ?? '', environment);
    output('envs', envs);
    output('by-hand', [...byHand, ...misconfigured, ...compared.added]);
    output('removed', compared.removed);
    return 0;
  },
});
