import {
  ACTIONS,
  type Action,
  type PlanReport,
  type ReportedChange,
  type Shown,
  headline,
  type AttributeChange,
  type ObjectOf,
  type Order,
  type ReportedProvider,
  type Warning,
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

/** What a replacement does first. */
export const ORDER_WORDS: Readonly<Record<Order, string>> = {
  'create-first': 'new before old',
  'destroy-first': 'old before new',
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

/** An address, and which object of it where that is not the live one. */
export function objectName({ address, deposed }: ObjectOf): string {
  return deposed === undefined ? address : `${address} (left-over object ${deposed})`;
}

/** Notes beside an address: its previous address, what is imported, why it is destroyed, what forces it. */
export function notes(change: ReportedChange): string[] {
  const { previousAddress, imported, importId, reason, deposed, forgets, differences } = change;
  const forced = [...new Set(differences.filter((each) => each.forcesReplacement).map(({ label }) => label))];
  const why = reason === undefined ? undefined : REASONS[reason];
  return [
    ...(deposed === undefined ? [] : [`left-over object ${deposed} of an earlier replacement; the live object stays`]),
    ...(previousAddress ? [`was ${previousAddress}`] : []),
    ...(importId === undefined ? [] : [`imports ${importId}`]),
    ...(imported && importId === undefined ? ['imports what is known after apply only'] : []),
    ...(forgets ? ['the old object is forgotten and stays in AWS'] : []),
    ...orderNote(change),
    ...(forced.length > 0 ? [`forced by ${forced.join(', ')}`] : []),
    ...(why ? [why] : []),
  ];
}

/** In which order a replacement goes, and whether that interrupts something. */
function orderNote({ order, consequences }: ReportedChange): string[] {
  if (order === undefined) return [];
  const interrupts = consequences.some(({ kind }) => kind === 'interrupted' || kind === 'data-lost');
  return [`${ORDER_WORDS[order]}, ${interrupts ? 'interrupts' : 'no interruption known'}`];
}

/** How the run was asked for, a line for each thing. */
export function runLines({ run }: PlanReport): string[] {
  if (!run) return [];
  return [
    ...(run.account === undefined ? [] : [`account ${run.account}`]),
    ...(run.askedBy === undefined ? [] : [`asked by ${run.askedBy}`]),
    ...run.flags.map((flag) => `given ${flag}`),
  ];
}

/** A warning on one line. */
export function warningText({ summary, detail, address }: Warning): string {
  return [address, summary, detail].filter(Boolean).join(': ');
}

/** `hashicorp/aws 5.100.0` */
export function providerText({ source, version }: ReportedProvider): string {
  return [source.replace(/^registry\.(terraform\.io|opentofu\.org)\//, ''), version].filter(Boolean).join(' ');
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
