import { join } from 'node:path';
import { readJson, ToolError } from '@restartix/kit';
import type { PlanSummary } from '@restartix/plan-report';
import { runUrl } from '../actions/job';
import { defineCommand } from '../command';
import { readDriftResult } from '../drift/result';
import { EVENTS, noticeText, type Event, type Subject } from '../notices/notice';
import { send } from '../notices/send';

/**
 * Tells a channel what happened to an environment. Off without `NOTICE_WEBHOOK_URL`. One that is not delivered is a warning: a
 * deployment does not fail for it.
 */
export const notify = defineCommand({
  name: 'notify',
  summary: 'Tells a channel what happened to an environment; off without NOTICE_WEBHOOK_URL.',
  line: (command) => command.argument('<env>', 'the environment').requiredOption('--event <event>', EVENTS.join(', ')),
  run: async ({ root, environment }, options, env) => {
    const event = EVENTS.find((each) => each === options.event);
    if (env === '' || !event)
      throw new ToolError(
        `notify "${env}" --event="${options.event}" is not possible (allowed: an environment, and ${EVENTS.join(', ')}).`,
        'Give both, e.g. notify staging --event=apply',
      );
    const webhook = environment['NOTICE_WEBHOOK_URL'] ?? '';
    if (webhook === '') {
      console.log('Notices are off: NOTICE_WEBHOOK_URL is not set.');
      return 0;
    }
    const subject = subjectOf(root, env, event, environment);
    const problem = await send(webhook, noticeText(subject), subject);
    console.log(
      problem === undefined ? `Notice of ${event} sent.` : `::warning::Notice of ${event} not delivered: ${problem}.`,
    );
    return 0;
  },
});

function subjectOf(root: string, env: string, event: Event, environment: NodeJS.ProcessEnv): Subject {
  const folder = join(root, 'apps', env, '.tf');
  const summary = readJson(join(folder, 'plan-summary.json')) as PlanSummary | undefined;
  return {
    ...{ env, event, summary: summary?.env === env ? summary : undefined },
    drift: readDriftResult(join(folder, 'drift-result.json'), env),
    url: environment['GITHUB_RUN_ID'] === undefined ? undefined : runUrl(environment),
  };
}
