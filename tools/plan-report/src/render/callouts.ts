import type { Action, PlanReport } from '../model';

/** What a reviewer has to look at twice, before everything else. */
export interface Callout {
  readonly kind: 'irreversible' | 'wide';
  readonly title: string;
  readonly items: readonly CalloutItem[];
}

export interface CalloutItem {
  readonly address: string;
  readonly action: Action;
  readonly text: string;
}

export function callouts({ irreversible, changes }: PlanReport): Callout[] {
  const wide = changes.flatMap(({ address, action, sentences }) =>
    sentences.filter((each) => each.wide).map(({ text }) => ({ address, action, text })),
  );
  const all: readonly Callout[] = [
    { kind: 'irreversible', title: 'cannot be undone', items: irreversible },
    { kind: 'wide', title: 'wide open', items: wide },
  ];
  return all.filter(({ items }) => items.length > 0);
}
