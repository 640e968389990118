import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { ask, ToolError } from '@restartix/kit';
import { renderText } from '@restartix/plan-report';
import { applyPlan } from '../../run/apply';
import { openEnvironment } from '../open-environment';
import type { Options } from '../options';
import { discard, makePlan } from '../../run/plan';
import { runDetails } from '../run-details';
import { say } from '../say';
import { requireProductionFlag } from '../production';

/** Shows what would be destroyed, and destroys it after the environment's name was typed. */
export async function destroy(options: Options): Promise<number> {
  const { env } = options;
  requireProductionFlag(options, 'destroy');
  const { session } = await openEnvironment(options);
  const plan = await makePlan(session, 'destroy', { ...options, run: runDetails(options, session) });
  console.log(renderText(plan.report, { colour: process.stdout.isTTY }));
  try {
    if (!plan.changes) {
      say('Nothing to destroy.');
      return 0;
    }
    await confirm(options, session.nx('destroy', `--yes=${env}`));
    await applyPlan(session, plan);
  } finally {
    discard(plan.file);
  }
  rmSync(join(session.paths.work, 'tfplan'), { force: true });
  say(`${env} is destroyed.`);
  return 0;
}

async function confirm({ env, target, yes }: Options, withoutTerminal: string): Promise<void> {
  if (target === 'local') return;
  const answer = yes ?? (await ask(`\nThis cannot be undone. Type ${env} to destroy it: `));
  if (answer === env) return;
  throw new ToolError(
    answer === undefined
      ? `${env} was not destroyed: no terminal to ask on.`
      : `${env} was not destroyed: "${answer}" is not the environment’s name.`,
    `To destroy it without a terminal: ${withoutTerminal}`,
  );
}
