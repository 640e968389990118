import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { ask, ToolError } from '@restartix/kit';
import { renderText } from '@restartix/plan-report';
import { accountOf } from '../../kept/account';
import { forgetting, preventedIn } from '../../kept/forget';
import { refuseProtected } from '../../kept/protections';
import { whatStays, type Stays } from '../../kept/stays';
import { applyPlan } from '../../run/apply';
import { openEnvironment } from '../open-environment';
import type { Options } from '../options';
import { discard, makePlan } from '../../run/plan';
import { runDetails } from '../run-details';
import { say } from '../say';
import type { Session } from '../../run/session';
import { managedResources } from '../../state/resources';

/**
 * Shows what would be destroyed and what stays, and destroys it after the environment's name was typed. What holds data that
 * nobody can delete, and the keys that it needs, are left out from the start: nothing is half destroyed or unreadable.
 */
export async function destroy(options: Options): Promise<number> {
  const { env } = options;
  const { session, target } = await openEnvironment(options);
  const { stays, work } = await withoutWhatStays(session);
  const kind = stays.length > 0 ? 'forget' : 'destroy';
  const plan = await makePlan(work, kind, { ...options, run: runDetails(options, session) });
  console.log(renderText(plan.report, { colour: process.stdout.isTTY }));
  try {
    if (!plan.changes) {
      say('Nothing to destroy.');
      return 0;
    }
    if (stays.length > 0) console.log(`\nStays in the account:\n${list(stays)}`);
    await confirm(options, target, session.nx('destroy', `--yes=${env}`));
    await applyPlan(work, plan);
  } finally {
    discard(plan.file);
    if (work !== session) rmSync(work.paths.stack, { recursive: true, force: true });
  }
  rmSync(join(session.paths.work, 'tfplan'), { force: true });
  say(
    stays.length > 0
      ? `${session.paths.name} is destroyed. Stays in the account:\n${list(stays)}`
      : `${session.paths.name} is destroyed.`,
  );
  return 0;
}

async function withoutWhatStays(
  session: Session,
): Promise<{ readonly stays: readonly Stays[]; readonly work: Session }> {
  const state = await managedResources(session);
  // Terraform's own refusal says it best.
  if (preventedIn(session, state).length > 0) return { stays: [], work: session };
  refuseProtected(session.paths.name, state);
  const stays = await whatStays(state, accountOf(session));
  return { stays, work: stays.length > 0 ? forgetting(session, stays) : session };
}

function list(stays: readonly Stays[]): string {
  return stays.map(({ address, name, reasons }) => `  ${address} (${name}): ${reasons.join('; ')}`).join('\n');
}

async function confirm({ env, target, yes }: Options, where: string, withoutTerminal: string): Promise<void> {
  if (target === 'local') return;
  const answer = yes ?? (await ask(`\n${where}\nThis cannot be undone. Type ${env} to destroy it: `));
  if (answer === env) return;
  throw new ToolError(
    answer === undefined
      ? `${env} was not destroyed: no terminal to ask on.`
      : `${env} was not destroyed: "${answer}" is not the environment’s name.`,
    `To destroy it without a terminal: ${withoutTerminal}`,
  );
}
