import { consequencesIn } from '../consequences/in-report';
import type { Action, ObjectOf, PlanReport } from '../model';
import { meaning } from './interruption';

/** What a reviewer has to look at twice, before everything else. */
export interface Callout {
  readonly kind: 'refused' | 'irreversible' | 'interrupted' | 'permissive';
  readonly title: string;
  readonly items: readonly CalloutItem[];
}

interface CalloutItem extends ObjectOf {
  readonly action: Action;
  readonly text: string;
}

export function callouts(report: PlanReport): Callout[] {
  const permissive = report.changes.flatMap(({ address, deposed, action, explanations }) =>
    explanations.filter((each) => each.permissive).map(({ text }) => ({ address, deposed, action, text })),
  );
  const interrupted = consequencesIn(report, 'interrupted')
    .filter(({ needsApproval }) => !needsApproval)
    .map((each) => ({ ...each, text: meaning(each) }));
  const all: readonly Callout[] = [
    { kind: 'refused', title: 'refused by AWS: cannot be deployed', items: consequencesIn(report, 'refused-by-aws') },
    { kind: 'irreversible', title: 'cannot be undone', items: consequencesIn(report, 'irreversible') },
    { kind: 'interrupted', title: 'interrupted for a short time, or later', items: interrupted },
    { kind: 'permissive', title: 'publicly accessible or overly permissive', items: permissive },
  ];
  return all.filter(({ items }) => items.length > 0);
}
