import { relative } from 'node:path';
import { skipReason } from '../affected';
import { undeployable } from '../undeployable';
import { lookAt, type OpenEnvironment } from '../open-environment';
import type { Options } from '../options';
import { discard, keepPlan, makePlan } from '../../run/plan';
import { refuseByPolicy } from '../policies';
import { runDetails } from '../run-details';
import { planText } from '../plan-text';
import { say } from '../say';
import { refuseUnmigratedState } from '../../state/unmigrated';
import { refuseUnsplit } from '../../state/unsplit';

export async function plan(options: Options): Promise<number> {
  const reason = await skipReason(options.env);
  if (reason !== undefined) {
    console.log(`${options.env}: unaffected, not planned: ${reason}`);
    return 0;
  }
  return lookAt(options, (environment) => planEnvironment(environment, options));
}

async function planEnvironment({ session, state }: OpenEnvironment, options: Options): Promise<number> {
  const made = await makePlan(session, 'plan', { ...options, run: runDetails(options, session) });
  // Made without the values of secrets, it must not be applied.
  if (options.withoutSecrets) discard(made.file);
  else keepPlan(session, made);
  refuseUnmigratedState(session, state, made.report);
  if (!options.withoutSecrets) await refuseUnsplit(session, made.report);
  say(`Reports: ${relative(process.cwd(), session.paths.work)}/plan.html, plan.md, plan-summary.json`);
  console.log(planText(session, made));
  const refusal = undeployable(session.paths.name, made.report);
  if (refusal) say(`Cannot be deployed. ${refusal.message}`);
  refuseByPolicy(made.report);
  return 0;
}
