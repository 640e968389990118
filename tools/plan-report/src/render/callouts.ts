import type { Action, ObjectOf, PlanReport } from '../model';

/** What a reviewer has to look at twice, before everything else. */
export interface Callout {
  readonly kind: 'irreversible' | 'permissive';
  readonly title: string;
  readonly items: readonly CalloutItem[];
}

interface CalloutItem extends ObjectOf {
  readonly action: Action;
  readonly text: string;
}

export function callouts({ irreversible, changes }: PlanReport): Callout[] {
  const permissive = changes.flatMap(({ address, deposed, action, explanations }) =>
    explanations.filter((each) => each.permissive).map(({ text }) => ({ address, deposed, action, text })),
  );
  const all: readonly Callout[] = [
    { kind: 'irreversible', title: 'cannot be undone', items: irreversible },
    { kind: 'permissive', title: 'publicly accessible or overly permissive', items: permissive },
  ];
  return all.filter(({ items }) => items.length > 0);
}
