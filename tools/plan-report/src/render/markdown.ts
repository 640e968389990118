import { scheduleTable } from '../schedules/schedule-table';
import { callouts, type Callout } from './callouts';
import { allowDataLossFlag, dataLossTitle } from '../explain/data-loss';
import { ACTION_SIGNS, ACTION_WORDS, countsInWords, notes, shorten, sides, word } from './words';
import { ACTIONS, type PlanReport, type ReportedChange, programOf } from '../model';

export interface MarkdownOptions {
  /** Most bytes. */
  readonly limit?: number;
  /** What "next" is counted from, for schedules. */
  readonly now?: Date;
}

/** GitHub refuses a comment over 65,536 characters. In bytes, which are never fewer, there is room for what surrounds it. */
const LIMIT = 60_000;
const LONGEST_VALUE = 400;
// More than a screen of them is folded; what destroys never is.
const UNFOLDED = 20;

/** How much of each change is told. */
type Detail = 'values' | 'attributes' | 'addresses';

/** How much is told of what destroys, of the rest, and how many of each at most. */
interface Level {
  readonly serious: Detail;
  readonly rest: Detail;
  readonly most: number;
  readonly leftAway?: string;
}

const ALL = Number.POSITIVE_INFINITY;

/** The first that fits is taken. */
const LEVELS: readonly Level[] = [
  { serious: 'values', rest: 'values', most: ALL },
  { serious: 'values', rest: 'attributes', most: ALL, leftAway: '_Values are omitted for length; see plan.html._' },
  { serious: 'attributes', rest: 'attributes', most: ALL, leftAway: '_Values are omitted for length; see plan.html._' },
  ...[ALL, 300, 100, 30].map((most) => ({
    serious: 'addresses' as const,
    rest: 'addresses' as const,
    most,
    leftAway: '_Attributes are omitted for length; see plan.html._',
  })),
];

/** The report for a pull request's comment: counts first, then what loses data, then what destroys. */
export function renderMarkdown(report: PlanReport, { limit = LIMIT, now = new Date() }: MarkdownOptions = {}): string {
  for (const level of LEVELS) {
    const whole = join(sections(report, level, now));
    if (Buffer.byteLength(whole) <= limit) return whole;
  }
  return join(cut(sections(report, LEVELS.at(-1)!, now), limit));
}

function sections(report: PlanReport, level: Level, now: Date): string[] {
  return [
    `## ${report.env}: ${countsInWords(report)}`,
    `\`${report.target}\` · ${programOf(report)} · digest \`${report.digest}\`${besides(report)}`,
    ...lossSection(report, level),
    ...callouts(report).map((callout) => calloutSection(callout)),
    ...skippedSection(report, level),
    ...[level.leftAway ?? []].flat(),
    ...ACTIONS.flatMap((action) => actionSection(report, action, level)),
    ...changeSection(`changed outside ${report.program.product}`, report.drift, {
      detail: level.rest,
      most: level.most,
    }),
    ...outputSection(report, level),
    ...scheduleSection(report, now),
  ];
}

/** What the headline does not count: it makes and destroys nothing. */
function besides({ changes }: PlanReport): string {
  const counted = (['import', 'move', 'forget'] as const).map(
    (action) => [changes.filter((change) => change.action === action).length, action] as const,
  );
  return counted
    .filter(([count]) => count > 0)
    .map(([count, action]) => ` · ${count} to ${action}`)
    .join('');
}

function cut(parts: readonly string[], limit: number): string[] {
  const kept: string[] = [];
  for (const part of parts) {
    if (Buffer.byteLength(join([...kept, part])) > limit - 100) {
      kept.push(`_${parts.length - kept.length} more sections are omitted for length; see plan.html._`);
      break;
    }
    kept.push(part);
  }
  return kept;
}

function join(parts: readonly string[]): string {
  return `${parts.join('\n\n').trimEnd()}\n`;
}

function lossSection({ needsApproval, dataLoss }: PlanReport, { most }: Level): string[] {
  if (dataLoss.length === 0) return [];
  const some = dataLoss.slice(0, most);
  const lines = [
    `**${dataLossTitle(dataLoss)}**`,
    '',
    ...some.map(({ address, action, lost }) => `- ${action} ${code(address)}: ${lost}`),
    ...more(dataLoss.length - some.length).map((text) => `- ${text}`),
    ...(needsApproval && some.length === dataLoss.length
      ? ['', `\`deploy\` refuses this without ${code(allowDataLossFlag(dataLoss))}.`]
      : []),
  ];
  return [['[!CAUTION]', ...lines].map((line) => `> ${line}`.trimEnd()).join('\n')];
}

function more(count: number): string[] {
  return count > 0 ? [`… and ${count} more; see plan.html`] : [];
}

const ALERTS: Readonly<Record<Callout['kind'], string>> = { irreversible: '[!CAUTION]', permissive: '[!WARNING]' };
const CALLED = 30;

function calloutSection({ kind, title, items }: Callout): string {
  const lines = items
    .slice(0, CALLED)
    .map(({ action, address, text }) => `- ${action} ${code(address)}: ${plain(shorten(text, LONGEST_VALUE))}`);
  const rest = more(items.length - CALLED).map((text) => `- ${text}`);
  return [ALERTS[kind], `**${title}**`, '', ...lines, ...rest].map((line) => `> ${line}`.trimEnd()).join('\n');
}

function skippedSection({ skipped, skippedValues }: PlanReport, { rest, most }: Level): string[] {
  if (skipped.length === 0) return [];
  const values = new Map(skippedValues.map((each) => [each.address, each.values]));
  const list = skipped
    .slice(0, most)
    .flatMap((address) => [
      address,
      ...(rest === 'values' ? (values.get(address) ?? []) : []).map(
        (each) => `    ${each.name} = ${value(each.value)}`,
      ),
    ]);
  const body = [...list, ...more(skipped.length - most)].join('\n');
  return [details(`skipped: provider not available (${skipped.length})`, body, 'text')];
}

function actionSection(report: PlanReport, action: ReportedChange['action'], level: Level): string[] {
  const changes = report.changes.filter((change) => change.action === action);
  if (changes.length === 0) return [];
  const title = `${ACTION_WORDS[action]} (${changes.length})`;
  const destroys = action === 'destroy' || action === 'replace';
  const told = { detail: destroys ? level.serious : level.rest, most: level.most };
  if (action === 'create') return [details(title, createList(changes, told))];
  if (told.detail === 'addresses' && !destroys) return [details(title, addressList(changes, told))];
  if (changes.length > UNFOLDED && !destroys) {
    return [details(title, changes.map((change) => lines(change, told.detail)).join('\n'))];
  }
  return changeSection(title, changes, told);
}

interface Share {
  readonly detail: Detail;
  readonly most: number;
}

function changeSection(title: string, changes: readonly ReportedChange[], told: Share): string[] {
  if (changes.length === 0) return [];
  if (told.detail === 'addresses') return [`### ${title}`, fence(addressList(changes, told))];
  return [`### ${title}`, ...changes.map((change) => fence(lines(change, told.detail)))];
}

function outputSection({ outputs }: PlanReport, { rest, most }: Level): string[] {
  if (outputs.length === 0) return [];
  const list = outputs
    .slice(0, most)
    .map(({ name, before, after }) => `~ ${name}${rest === 'values' ? `: ${value(before)} → ${value(after)}` : ''}`);
  return [details(`outputs (${outputs.length})`, [...list, ...more(outputs.length - list.length)].join('\n'))];
}

function scheduleSection({ schedules }: PlanReport, now: Date): string[] {
  if (schedules.length === 0) return [];
  return [details(`schedules (${schedules.length}) and their next runs`, scheduleTable(schedules, now), 'text')];
}

function lines(change: ReportedChange, detail: Detail): string {
  const attributes = change.differences.map((difference) => {
    const { label, forcesReplacement } = difference;
    const values = detail === 'values' ? `: ${sides(difference, value)}` : '';
    return `    ${shorten(oneLine(label), LONGEST_VALUE)}${values}${forcesReplacement ? '  # forces replacement' : ''}`;
  });
  const computed =
    change.computed.length > 0 && detail === 'values'
      ? [`    known after apply: ${shorten(change.computed.join(', '), LONGEST_VALUE)}`]
      : [];
  return [addressLine(change), ...explanations(change), ...new Set(attributes), ...computed].join('\n');
}

function explanations(change: ReportedChange): string[] {
  return change.explanations.map(
    ({ text, permissive }) => `    ${permissive ? '! ' : ''}${oneLine(shorten(text, LONGEST_VALUE))}`,
  );
}

function addressList(changes: readonly ReportedChange[], { most }: Share): string {
  return [...changes.slice(0, most).map(addressLine), ...more(changes.length - most)].join('\n');
}

/** All attributes of a new resource are new; who may reach what is still worth a look. */
function createList(changes: readonly ReportedChange[], told: Share): string {
  if (told.detail === 'addresses') return addressList(changes, told);
  return changes.flatMap((change) => [addressLine(change), ...explanations(change)]).join('\n');
}

function addressLine(change: ReportedChange): string {
  const beside = notes(change);
  return `${ACTION_SIGNS[change.action]} ${change.address}${beside.length > 0 ? `  (${beside.join('; ')})` : ''}`;
}

function value(shown: Parameters<typeof word>[0]): string {
  return shorten(word(shown), LONGEST_VALUE);
}

function details(summary: string, body: string, language?: string): string {
  return `<details><summary>${summary}</summary>\n\n${fence(body, language)}\n\n</details>`;
}

/** A fence longer than any run of backticks inside, so that no value can end it. */
function fence(body: string, language = 'diff'): string {
  const mark = '`'.repeat(Math.max(2, longestRun(body)) + 1);
  return `${mark}${language}\n${body}\n${mark}`;
}

function code(text: string): string {
  const mark = '`'.repeat(longestRun(text) + 1);
  return longestRun(text) > 0 ? `${mark} ${text} ${mark}` : `${mark}${text}${mark}`;
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}

/** A key may hold a line break, which would start a line of its own. */
function oneLine(text: string): string {
  return text.replace(/\s*[\r\n]+\s*/g, ' ');
}

/** Outside a fence, nothing that was planned may become markup. */
function plain(text: string): string {
  return oneLine(text).replace(/[\\`*_{}[\]<>#|~@&]/g, (character) => `&#${character.charCodeAt(0)};`);
}
