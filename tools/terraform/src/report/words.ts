import type { Shown } from './attributes';
import { headline, type Action, type PlanReport } from './plan-report';

/** What a report calls each action. */
export const ACTION_WORDS: Readonly<Record<Action, string>> = {
  destroy: 'destroy',
  replace: 'replace',
  update: 'update',
  create: 'create',
  import: 'import',
  move: 'move',
  forget: 'forget (stays in AWS)',
};

/** The sign in front of an address. */
export const ACTION_SIGNS: Readonly<Record<Action, string>> = {
  destroy: '-',
  replace: '±',
  update: '~',
  create: '+',
  import: '⇐',
  move: '→',
  forget: '·',
};

/** A value in a report, on one line. */
export function word(shown: Shown): string {
  switch (shown.kind) {
    case 'sensitive':
      return '(sensitive)';
    case 'unknown':
      return '(known after apply)';
    case 'absent':
      return '(none)';
    case 'order':
      return `(${shown.length} elements, in another order)`;
    case 'value':
      return JSON.stringify(shown.value);
  }
}

/** `3 to create, 1 to update…` without the environment's name. */
export function countsInWords(report: PlanReport): string {
  return headline(report).slice(report.env.length + 2);
}

export function shorten(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length)}…`;
}
