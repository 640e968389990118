import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { code, fence, SHARED_OPTIONS, show } from '@restartix/kit';
import { addSummary } from '../actions/job';
import { defineCommand } from '../command';
import { readArtifact } from '../plans/artifact';
import { requireDigest } from '../plans/digest';
import { fitMarkdown } from '../plans/fit';

/** GitHub takes a mebibyte of summary from each step. */
const SUMMARY_LIMIT = 500_000;

/**
 * Deploys an environment if its plan is the reviewed one. Without a digest it deploys only what changes nothing. What was
 * reviewed (`--reviewed`, a folder) is compared with what is planned now, and the difference is printed.
 */
export const deployApproved = defineCommand({
  name: 'deploy-approved',
  summary: 'Deploys an environment if its plan is the reviewed one; without a digest only what changes nothing.',
  line: (command) =>
    command
      .argument('<env>', 'the environment')
      .option('--digest <digest>', 'the reviewed plan', '')
      .option('--reason <text>', 'why there is none', '')
      .option('--reviewed <folder>', 'what was reviewed')
      .option(...SHARED_OPTIONS.production)
      .option(...SHARED_OPTIONS.local),
  run: async ({ root, environment }, values, env) => {
    const digest = values.digest === '' ? undefined : requireDigest(values.digest);
    const work = join(root, 'apps', env, '.tf');
    if (digest && values.reviewed) placeReviewed(join(root, values.reviewed), env, digest, work);

    const words = [
      join(root, 'tools/terraform/dist/cli.js'),
      'deploy',
      env,
      ...(values.local ? ['--local'] : []),
      // Never no approval at all: on a machine with a terminal, or locally, that would mean another thing.
      `--approve=${digest ?? 'none'}`,
      ...(values.production ? ['--production'] : []),
    ];
    // The tool itself: Nx keeps a signal to itself, and the lock with it.
    const { code, tail } = await show(process.execPath, words, { cwd: root, env: { ...environment } });

    const plan = join(work, 'plan.md');
    const planned = existsSync(plan) ? readFileSync(plan, 'utf8') : '';
    addSummary(code === 0 ? done(env, planned) : refused(env, { tail, planned, reason: values.reason }), environment);
    if (code !== 0 && values.reason !== '') console.error(`\n${values.reason}`);
    return code;
  },
});

/** Only the summary is taken over: the folder of the environment holds files that Terraform's runs act upon. */
function placeReviewed(folder: string, env: string, digest: string, work: string): void {
  const reviewed = readArtifact(folder, env);
  if (reviewed?.summary.digest !== digest) return;
  mkdirSync(work, { recursive: true, mode: 0o700 });
  writeFileSync(join(work, 'plan-summary.json'), `${JSON.stringify(reviewed.summary, null, 2)}\n`, { mode: 0o600 });
}

function done(env: string, planned: string): string {
  return fitMarkdown(`# ${env} is deployed\n\n${planned}`, SUMMARY_LIMIT, '_The rest is in plan.html._');
}

interface Refusal {
  readonly tail: string;
  readonly planned: string;
  readonly reason: string;
}

function refused(env: string, { tail, planned, reason }: Refusal): string {
  const lines = [
    `# ${env} was not deployed`,
    '',
    ...(reason === '' ? [] : [code(reason).text, '']),
    fence(tail.split('\n'), 'text').text,
    '',
    `To apply the plan below: review it, then run the workflow of ${env} with its digest.`,
    '',
    planned,
  ];
  return fitMarkdown(lines.join('\n'), SUMMARY_LIMIT, '_The rest is in plan.html._');
}
