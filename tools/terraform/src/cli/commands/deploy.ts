import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ask, ToolError } from '@restartix/kit';
import { planSummary, type PlanSummary, changesSince } from '@restartix/plan-report';
import { recorded } from '../../deployed/recorded';
import { sayMadeTwice } from '../../own/made-twice';
import { applyPlan } from '../../run/apply';
import { refuseUnmigratedState } from '../../state/unmigrated';
import { refuseUnsplit } from '../../state/unsplit';
import { openEnvironment } from '../open-environment';
import type { Options } from '../options';
import { discard, makePlan, type Plan } from '../../run/plan';
import { runDetails } from '../run-details';
import { sayWhatNext } from '../what-next';
import { planText } from '../plan-text';
import { say } from '../say';
import type { Session } from '../../run/session';
import { allowFlags } from '../allow-flags';
import { refuseByPolicy } from '../policies';
import { refuseUnapproved } from '../approval';
import { undeployable } from '../undeployable';

/** Plans, shows, asks, applies exactly what was shown. */
export async function deploy(options: Options): Promise<number> {
  const { session, state, target: where } = await openEnvironment(options);
  const reviewed = lastSummary(session);
  const plan = await makePlan(session, 'plan', { ...options, run: runDetails(options, session) });
  console.log(planText(session, plan));
  try {
    refuseUnmigratedState(session, state, plan.report);
    await refuseUnsplit(session, plan.report);
    if (!plan.changes) {
      say('Nothing to apply.');
      return 0;
    }
    const refusal = undeployable(session.paths.name, plan.report);
    if (refusal) throw refusal;
    refuseByPolicy(plan.report);
    const { allowances } = session.configuration;
    refuseUnapproved({ ...options, allowances }, plan.report, (flags) =>
      again(session, { ...options, allowed: { 'data-loss': [], outage: [] } }, flags),
    );
    await approve({ session, plan, where, options, reviewed });
    const since = new Date();
    await recorded(session, state, () => applyPlan(session, plan));
    await sayMadeTwice(session, plan.report, since);
    sayWhatNext(session, plan);
  } finally {
    discard(plan.file);
  }
  // A plan that was kept from before is of no use any more, and holds values in the clear.
  rmSync(join(session.paths.work, 'tfplan'), { force: true });
  if (state.kind === 'file')
    say(`Its state is local, in ${state.path}. Move it to the bucket: ${session.nx('migrate-state')}`);
  return 0;
}

interface Asked {
  readonly session: Session;
  readonly plan: Plan;
  /** One line: target, account, region and role. */
  readonly where: string;
  readonly options: Options;
  readonly reviewed: PlanSummary | undefined;
}

/** A local run never asks; a cloud run needs the digest of the reviewed plan, or the environment's name on a terminal. */
async function approve({ session, plan: { report }, where, options, reviewed }: Asked): Promise<void> {
  const { env, target, approve: approved } = options;
  const approving = again(session, options, `--approve=${report.digest}`);
  if (approved !== undefined) {
    if (approved.split(',').includes(report.digest)) return;
    const difference = reviewed?.digest === approved ? changesSince(reviewed, planSummary(report)) : [];
    throw new ToolError(
      [
        `The plan is not the approved one, and nothing was applied. Approved: ${approved}. Now: ${report.digest}.`,
        ...(difference.length > 0 ? ['Since the approval:', ...difference] : []),
      ].join('\n'),
      `Review the plan above (${relative(session.paths.root, session.paths.work)}/plan.html), then run ${approving}`,
    );
  }
  if (target === 'local') return;
  const answer = await ask(`\n${where}\nType ${env} to apply: `);
  if (answer === env) return;
  throw new ToolError(
    answer === undefined
      ? `${env} was not deployed: no terminal to ask on, and no approved plan.`
      : `${env} was not deployed: "${answer}" is not the environment’s name.`,
    `Review the plan, then run ${approving}`,
  );
}

/** The command with the words that were given already, and more. */
function again(session: Session, { allowed }: Options, flags: string): string {
  return session.nx('deploy', [...allowFlags(allowed), flags].join(' '));
}

function lastSummary({ paths }: Session): PlanSummary | undefined {
  const file = join(paths.work, 'plan-summary.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as PlanSummary) : undefined;
}
