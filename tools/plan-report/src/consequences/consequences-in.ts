import { actionOf, byActionAndAddress } from '../action';
import type { Action, DataLoss, ObjectOf, PlanReport } from '../model';
import type { ResourceChange } from '../plan-json';
import { consequencesOf } from './consequences';
import type { Consequence, Kind } from './consequence';

type Found = ObjectOf & { readonly action: Action } & Consequence;

/** What the changes of a plan mean, by kind, what destroys first. */
export function consequencesIn(
  managed: readonly ResourceChange[],
  env: string,
): Pick<PlanReport, 'dataLoss' | 'irreversible' | 'outages' | 'refusals'> {
  const all = managed
    .flatMap((resource): Found[] => {
      const { address, deposed } = resource;
      const object = { address, ...(deposed === undefined ? {} : { deposed }), action: actionOf(resource)! };
      return consequencesOf(resource, { managed, env }).map((each) => ({ ...object, ...each }));
    })
    .sort(byActionAndAddress);
  const of = (kind: Kind): Found[] => all.filter((each) => each.kind === kind);
  return {
    dataLoss: of('data-lost').map(({ text, ...each }) => ({
      ...objectIn(each),
      action: each.action as DataLoss['action'],
      lost: text,
    })),
    irreversible: of('irreversible').map(({ action, text, ...each }) => ({ ...objectIn(each), action, text })),
    outages: of('interrupted').map(({ action, text, lasts, starts, needsApproval, source, ...each }) => ({
      ...objectIn(each),
      action,
      text,
      lasts: lasts ?? 'not documented',
      starts: starts ?? 'at once',
      needsApproval,
      source,
    })),
    refusals: of('refused-by-aws').map(({ action, text, steps = '', source, ...each }) => ({
      ...objectIn(each),
      action,
      text,
      steps,
      source,
    })),
  };
}

function objectIn({ address, deposed }: ObjectOf): ObjectOf {
  return { address, ...(deposed === undefined ? {} : { deposed }) };
}
