import {
  ACTIONS,
  type Action,
  type PlanReport,
  type ReportedChange,
  type Shown,
  headline,
  type AttributeChange,
} from '../model';

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

/** Terraform's own reasons, of `action_reason`, where they say more than the action. */
const REASONS: Readonly<Record<string, string>> = {
  replace_because_tainted: 'tainted by a failed apply',
  replace_by_request: 'requested with -replace',
  replace_by_triggers: 'forced by replace_triggered_by',
  delete_because_no_resource_config: 'no longer in the configuration',
  delete_because_wrong_repetition: 'its count or for_each was removed',
  delete_because_count_index: 'its index is beyond count',
  delete_because_each_key: 'its key was removed from for_each',
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
      return `(${shown.length} elements, reordered)`;
    case 'spelling':
      return '(equivalent, formatted differently)';
    case 'value':
      return JSON.stringify(shown.value);
  }
}

/** Notes beside an address: its previous address, why it is destroyed, what forces it. */
export function notes({ action, previousAddress, imported, reason, differences }: ReportedChange): string[] {
  const forced = [...new Set(differences.filter((each) => each.forcesReplacement).map(({ label }) => label))];
  const why = reason === undefined ? undefined : REASONS[reason];
  return [
    ...(previousAddress ? [`was ${previousAddress}`] : []),
    ...(imported && action !== 'import' ? ['imported'] : []),
    ...(forced.length > 0 ? [`forced by ${forced.join(', ')}`] : []),
    ...(why ? [why] : []),
  ];
}

/** How a difference reads: one that comes or goes in a list has one side. */
export function sides({ path, before, after }: AttributeChange, say: (shown: Shown) => string): string {
  if (path.endsWith(']') && before.kind === 'absent') return `+ ${say(after)}`;
  if (path.endsWith(']') && after.kind === 'absent') return `- ${say(before)}`;
  return before.kind === after.kind && ['order', 'spelling'].includes(after.kind)
    ? say(after)
    : `${say(before)} → ${say(after)}`;
}

/** `3 to create, 1 to update…` without the environment's name. */
export function countsInWords(report: PlanReport): string {
  return headline(report).slice(report.env.length + 2);
}

const COUNTED: Readonly<Record<Action, string>> = {
  destroy: 'to destroy',
  replace: 'to replace',
  update: 'to update',
  create: 'to create',
  import: 'to import',
  move: 'to move',
  forget: 'to forget',
};

/** What a plan does, what destroys first: `1 to destroy, 3 to update, 1 to move`. Empty when it does nothing. */
export function summaryLine({ changes, outputs }: PlanReport): string {
  const counted = ACTIONS.map((action) => [changes.filter((each) => each.action === action).length, COUNTED[action]]);
  return [...counted, [outputs.length, outputs.length === 1 ? 'output' : 'outputs']]
    .filter(([count]) => count !== 0)
    .map(([count, what]) => `${count} ${what}`)
    .join(', ');
}

export function shorten(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length)}…`;
}
