import { code, fence, joined, gfm, trusted, type Markdown } from '@restartix/kit';
import { scheduleTable } from '../schedules/schedule-table';
import { alike } from './alike';
import { costLine } from '../cost/cost';
import { callouts, type Callout } from './callouts';
import { approvals } from './approvals';
import { meaning } from './interruption';
import {
  ACTION_SIGNS,
  ACTION_WORDS,
  countsInWords,
  designLine,
  notes,
  objectName,
  openByDesign,
  policyText,
  policyVerdict,
  providerText,
  runLines,
  shorten,
  saysTheSame,
  sides,
  untold,
  warningTexts,
  word,
} from './words';
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

function sections(report: PlanReport, level: Level, now: Date): Markdown[] {
  return [
    gfm`## ${report.env}: ${trusted(countsInWords(report))}`,
    gfm`${code(report.target)} · ${trusted(programOf(report))} · digest ${report.digest}${trusted(besides(report))}${providers(report)}`,
    ...runSection(report),
    ...costSection(report),
    ...approvalSections(report, level),
    ...callouts(report).map((callout) => calloutSection(callout)),
    ...policySection(report, level),
    ...checkSection(report, level),
    ...warningSection(report, level),
    ...designSection(report, level),
    ...skippedSection(report, level),
    ...(level.leftAway ? [trusted<'markdown'>(level.leftAway)] : []),
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

function providers({ providers: used }: PlanReport): Markdown {
  const named = used.filter(({ version }) => version !== undefined).map((each) => gfm` · ${providerText(each)}`);
  return joined(named, '');
}

function runSection(report: PlanReport): Markdown[] {
  const lines = runLines(report).map((line) => gfm`- ${code(line)}`);
  return lines.length > 0 ? [joined(lines, '\n')] : [];
}

function costSection(report: PlanReport): Markdown[] {
  const line = costLine(report);
  return line === undefined ? [] : [gfm`${trusted(line)}`];
}

function cut(parts: readonly Markdown[], limit: number): Markdown[] {
  const kept: Markdown[] = [];
  for (const part of parts) {
    if (Buffer.byteLength(join([...kept, part])) > limit - 100) {
      kept.push(gfm`_${parts.length - kept.length} more sections are omitted for length; see plan.html._`);
      break;
    }
    kept.push(part);
  }
  return kept;
}

function join(parts: readonly Markdown[]): string {
  return `${joined(parts, '\n\n').text.trimEnd()}\n`;
}

function approvalSections(report: PlanReport, { most }: Level): Markdown[] {
  return approvals(report).map(({ title, items, flag }) => {
    const some = items.slice(0, most);
    const isWhole = some.length === items.length;
    return alert('[!CAUTION]', [
      gfm`**${trusted(title)}**`,
      trusted(''),
      ...some.map((item) => gfm`- ${item.action} ${code(objectName(item))}: ${code(meaning(item))}`),
      ...more(items.length - some.length).map((text) => gfm`- ${trusted(text)}`),
      ...(flag !== undefined && isWhole
        ? [trusted<'markdown'>(''), gfm`\`deploy\` refuses this without ${code(flag)}.`]
        : []),
    ]);
  });
}

function alert(kind: '[!CAUTION]' | '[!WARNING]', lines: readonly Markdown[]): Markdown {
  const quoted = [trusted<'markdown'>(kind), ...lines].map(({ text }) => trusted<'markdown'>(`> ${text}`.trimEnd()));
  return joined(quoted, '\n');
}

function more(count: number): string[] {
  return count > 0 ? [`… and ${count} more; see plan.html`] : [];
}

const ALERTS = {
  refused: '[!CAUTION]',
  irreversible: '[!CAUTION]',
  interrupted: '[!WARNING]',
  permissive: '[!WARNING]',
} as const satisfies Record<Callout['kind'], string>;
const CALLED = 30;

function calloutSection({ kind, title, items }: Callout): Markdown {
  const lines = items
    .slice(0, CALLED)
    .map((item) => gfm`- ${item.action} ${code(objectName(item))}: ${code(shorten(item.text, LONGEST_VALUE))}`);
  const rest = more(items.length - CALLED).map((text) => gfm`- ${trusted(text)}`);
  return alert(ALERTS[kind], [gfm`**${trusted(title)}**`, trusted(''), ...lines, ...rest]);
}

function policySection(report: PlanReport, { most }: Level): Markdown[] {
  const { policies } = report;
  if (policies.length === 0) return [];
  const { isRefused, title } = policyVerdict(report);
  const lines = policies
    .slice(0, most)
    .map((each) => gfm`- ${each.severity}: ${code(shorten(policyText(each), LONGEST_VALUE))}`);
  const rest = more(policies.length - most).map((text) => gfm`- ${trusted(text)}`);
  return [alert(isRefused ? '[!CAUTION]' : '[!WARNING]', [gfm`**${trusted(title)}**`, trusted(''), ...lines, ...rest])];
}

function checkSection({ failedChecks }: PlanReport, { most }: Level): Markdown[] {
  if (failedChecks.length === 0) return [];
  const lines = failedChecks
    .slice(0, most)
    .map(({ address, messages }) => gfm`- ${code(address)}: ${code(shorten(messages.join('; '), LONGEST_VALUE))}`);
  const rest = more(failedChecks.length - most).map((text) => gfm`- ${trusted(text)}`);
  return [alert('[!WARNING]', [gfm`**failed checks**`, trusted(''), ...lines, ...rest])];
}

function warningSection({ warnings }: PlanReport, { most }: Level): Markdown[] {
  if (warnings.length === 0) return [];
  const texts = warningTexts(warnings);
  const lines = texts.slice(0, most).map((each) => shorten(each, 2 * LONGEST_VALUE));
  return [details(`warnings (${texts.length})`, [...lines, ...more(texts.length - most)], 'text')];
}

function designSection(report: PlanReport, { most }: Level): Markdown[] {
  const title = designLine(report);
  if (title === undefined) return [];
  const items = openByDesign(report);
  const lines = items.slice(0, most).map(({ address, text }) => shorten(`${address}: ${text}`, LONGEST_VALUE));
  return [details(title, [...lines, ...more(items.length - most)], 'text')];
}

function skippedSection({ skipped, skippedValues }: PlanReport, { rest, most }: Level): Markdown[] {
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
  const body = [...list, ...more(skipped.length - most)];
  return [details(`skipped: provider not available (${skipped.length})`, body, 'text')];
}

function actionSection(report: PlanReport, action: ReportedChange['action'], level: Level): Markdown[] {
  const changes = report.changes.filter((change) => change.action === action);
  if (changes.length === 0) return [];
  const title = `${ACTION_WORDS[action]} (${changes.length})`;
  const destroys = action === 'destroy' || action === 'replace';
  const told = { detail: destroys ? level.serious : level.rest, most: level.most };
  if (action === 'create') return [details(title, createList(changes, told))];
  if (told.detail === 'addresses' && !destroys) return [details(title, addressList(changes, told))];
  if (changes.length > UNFOLDED && !destroys) {
    return [details(title, linesOf(changes, told.detail))];
  }
  return changeSection(title, changes, told);
}

interface Share {
  readonly detail: Detail;
  readonly most: number;
}

function changeSection(title: string, changes: readonly ReportedChange[], told: Share): Markdown[] {
  if (changes.length === 0) return [];
  const heading = gfm`### ${trusted(title)}`;
  if (told.detail === 'addresses') return [heading, fence(addressList(changes, told))];
  return [heading, fence(linesOf(changes, told.detail))];
}

function outputSection({ outputs }: PlanReport, { rest, most }: Level): Markdown[] {
  if (outputs.length === 0) return [];
  const entries = rest === 'values' ? outputs.flatMap(({ differences }) => differences) : [];
  const lines =
    rest === 'values'
      ? entries.map((each) => `~ ${shorten(each.label, LONGEST_VALUE)}: ${sides(each, value)}`)
      : outputs.map(({ name }) => `~ ${name}`);
  return [details(`outputs (${outputs.length})`, [...lines.slice(0, most), ...more(lines.length - most)])];
}

function scheduleSection({ schedules }: PlanReport, now: Date): Markdown[] {
  if (schedules.length === 0) return [];
  const table = scheduleTable(schedules, now).split('\n');
  return [details(`schedules (${schedules.length}) and their next runs`, table, 'text')];
}

/** Addresses that change alike are followed by what they share. */
function linesOf(changes: readonly ReportedChange[], detail: Detail): string[] {
  return alike(changes).flatMap((group) => [...group.map(addressLine), ...body(group[0]!, detail)]);
}

function body(change: ReportedChange, detail: Detail): string[] {
  if (saysTheSame(change)) return [];
  const attributes = untold(change).map((difference) => {
    const { label, forcesReplacement } = difference;
    const values = detail === 'values' ? `: ${sides(difference, value)}` : '';
    return `    ${shorten(label, LONGEST_VALUE)}${values}${forcesReplacement ? '  # forces replacement' : ''}`;
  });
  return [...explanations(change), ...new Set(attributes)];
}

function explanations(change: ReportedChange): string[] {
  return change.explanations.map(
    ({ text, permissive }) => `    ${permissive ? '! ' : ''}${shorten(text, LONGEST_VALUE)}`,
  );
}

function addressList(changes: readonly ReportedChange[], { most }: Share): string[] {
  return [...changes.slice(0, most).map(addressLine), ...more(changes.length - most)];
}

/** All attributes of a new resource are new; who may reach what is still worth a look. */
function createList(changes: readonly ReportedChange[], told: Share): string[] {
  if (told.detail === 'addresses') return addressList(changes, told);
  return alike(changes).flatMap((group) => [...group.map(addressLine), ...explanations(group[0]!)]);
}

function addressLine(change: ReportedChange): string {
  const beside = notes(change);
  return `${ACTION_SIGNS[change.action]} ${change.address}${beside.length > 0 ? `  (${beside.join('; ')})` : ''}`;
}

function value(shown: Parameters<typeof word>[0]): string {
  return shorten(word(shown), LONGEST_VALUE);
}

/** The summary is of our own words. */
function details(summary: string, body: readonly string[], language?: 'diff' | 'text'): Markdown {
  return gfm`<details><summary>${trusted(summary)}</summary>\n\n${fence(body, language)}\n\n</details>`;
}
