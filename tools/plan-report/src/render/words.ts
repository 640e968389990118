import {
  ACTIONS,
  type Action,
  type PlanReport,
  type PolicyFinding,
  type ReportedChange,
  type Shown,
  headline,
  type AttributeChange,
  type ObjectOf,
  type Order,
  type ReportedProvider,
  type Warning,
} from '../model';
import { attributeOf } from '../compare/attributes';
import { rootsOf } from '../compare/readable';
import { policyAttributes } from '../explain/access';
import { duration } from './interruption';

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
  'create-first': 'creates the new one first',
  'destroy-first': 'destroys the old one first',
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
      return shown.length === 1 ? '(1 element, moved)' : `(${shown.length} elements, reordered)`;
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
  const forced = rootsOf(differences.filter((each) => each.forcesReplacement));
  const why = reason === undefined ? undefined : REASONS[reason];
  return [
    ...(deposed === undefined ? [] : [`left-over object ${deposed} of an earlier replacement; the live object stays`]),
    ...(previousAddress ? [`was ${previousAddress}`] : []),
    ...(importId === undefined ? [] : [`imports ${importId}`]),
    ...(imported && importId === undefined ? ['imports what is known after apply only'] : []),
    ...(forgets ? ['the old object is forgotten and stays in AWS'] : []),
    ...orderNote(change),
    ...(forced.length > 0 ? [`forced by ${forced.join(', ')}`] : []),
    ...(saysTheSame(change) ? ['no effective change'] : []),
    ...(why ? [why] : []),
  ];
}

/** The differences that sentences do not tell already: what a policy permits is read once. */
export function untold({ type, differences, explanations }: ReportedChange): readonly AttributeChange[] {
  if (explanations.length === 0) return differences;
  const told = policyAttributes(type);
  return differences.filter(({ path, forcesReplacement }) => forcesReplacement || !told.includes(attributeOf(path)));
}

/** Whether an apply would change nothing that anybody asked for: the same said in another way. */
export function saysTheSame({ action, differences, explanations }: ReportedChange): boolean {
  const isAlike = differences.every(({ after }) => after.kind === 'spelling');
  return action === 'update' && explanations.length === 0 && differences.length > 0 && isAlike;
}

/** In which order a replacement goes, and whether that is an outage. */
function orderNote({ order, consequences }: ReportedChange): string[] {
  return order === undefined ? [] : [`${ORDER_WORDS[order]}: ${effectInWords(consequences)}`];
}

function effectInWords(consequences: ReportedChange['consequences']): string {
  const outage = consequences.find(({ kind }) => kind === 'interrupted');
  const effects = [
    ...(consequences.some(({ kind }) => kind === 'data-lost') ? ['data is lost'] : []),
    ...(outage ? [`outage${outage.lasts === undefined ? '' : `, ${duration(outage.lasts)}`}`] : []),
  ];
  return effects.length > 0 ? effects.join('; ') : 'no outage known';
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

const NAMED = 6;

/** Warnings, each once, with what they are about. */
export function warningTexts(warnings: readonly Warning[]): string[] {
  const groups = new Map<string, string[]>();
  for (const { summary, detail, address } of warnings) {
    const text = [summary, detail].filter(Boolean).join(': ');
    const addresses = groups.get(text) ?? [];
    groups.set(text, address === undefined || addresses.includes(address) ? addresses : [...addresses, address]);
  }
  return [...groups].map(([text, addresses]) => {
    const [some, more] = [addresses.slice(0, NAMED), addresses.length - NAMED];
    return [...(some.length > 0 ? [`${some.join(', ')}${more > 0 ? ` and ${more} more` : ''}`] : []), text].join(': ');
  });
}

/** What is open and has to be. */
export function openByDesign({
  changes,
}: Pick<PlanReport, 'changes'>): { address: string; text: string; why: string }[] {
  return changes.flatMap(({ address, explanations }) =>
    explanations.flatMap(({ text, byDesign: why }) => (why === undefined ? [] : [{ address, text, why }])),
  );
}

/** `public or unrestricted by design: AWS decides it on no resource (12), …` */
export function designLine(report: Pick<PlanReport, 'changes'>): string | undefined {
  const reasons = openByDesign(report).map(({ why }) => why);
  if (reasons.length === 0) return undefined;
  const counted = [...new Set(reasons)].map(
    (reason) => `${reason} (${reasons.filter((each) => each === reason).length})`,
  );
  return `public or unrestricted by design: ${counted.join(', ')}`;
}

/** What the policies do with the plan: they refuse it, or point something out. */
export function policyVerdict({ policies }: Pick<PlanReport, 'policies'>): { isRefused: boolean; title: string } {
  const isRefused = policies.some(({ severity }) => severity === 'error');
  return { isRefused, title: isRefused ? 'refused by policies: nothing is deployed' : 'pointed out by policies' };
}

/** `aws_x.y: opens … (policy public-ingress)` */
export function policyText({ policy, message, address }: PolicyFinding): string {
  return `${address === undefined ? '' : `${address}: `}${message} (policy ${policy})`;
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

/** `skipped: 19 cloudflare_dns_record, 5 others …`: the addresses are in the reports. */
export function skippedLine({ skipped }: Pick<PlanReport, 'skipped'>): string | undefined {
  if (skipped.length === 0) return undefined;
  const types = skipped.map((address) => address.split('.')[0]!);
  const counted = [...new Set(types)].map((type) => `${types.filter((each) => each === type).length} ${type}`);
  return `skipped (${skipped.length}), provider not available: ${counted.join(', ')}; plan.html lists them`;
}

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
