import type { Action, Consequence, Kind, ObjectOf, PlanReport } from '../model';

/** What the change of one object means. */
export interface Found extends ObjectOf, Consequence {
  readonly action: Action;
}

/** All of a kind that a plan's changes mean, what destroys first. */
export function consequencesIn({ changes }: Pick<PlanReport, 'changes'>, kind: Kind): Found[] {
  return changes.flatMap(({ address, deposed, action, consequences }) =>
    consequences
      .filter((each) => each.kind === kind)
      .map((each) => ({ address, ...(deposed === undefined ? {} : { deposed }), action, ...each })),
  );
}
