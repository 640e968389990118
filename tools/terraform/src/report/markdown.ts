import { scheduleTable } from '../schedules/schedule-table';
import { allowing, lossInWords } from './data-loss';
import { ACTIONS, type PlanReport, type ReportedChange } from './plan-report';
import { ACTION_SIGNS, ACTION_WORDS, countsInWords, shorten, word } from './words';

export interface MarkdownOptions {
  /** Most characters. */
  readonly limit?: number;
  /** What "next" is counted from, for schedules. */
  readonly now?: Date;
}

/** GitHub refuses a comment over 65,536 characters. */
const LIMIT = 60_000;
const LONGEST_VALUE = 400;
// More than a screen of them is folded; what destroys never is.
const UNFOLDED = 20;

/** How much of each change is told. The most that fits is. */
type Detail = 'values' | 'attributes' | 'addresses';
const DETAILS: readonly Detail[] = ['values', 'attributes', 'addresses'];
const LEFT_AWAY: Readonly<Record<Detail, string | undefined>> = {
  values: undefined,
  attributes: '_Values do not fit here; plan.html has them._',
  addresses: '_Attributes do not fit here; plan.html has them._',
};

/** The report for a pull request's comment: counts first, then what loses data, then what destroys. */
export function renderMarkdown(report: PlanReport, { limit = LIMIT, now = new Date() }: MarkdownOptions = {}): string {
  const rendered = DETAILS.map((detail) => sections(report, detail, now));
  const fitting = rendered.find((parts) => join(parts).length <= limit);
  return fitting ? join(fitting) : join(cut(rendered.at(-1)!, limit));
}

function sections(report: PlanReport, detail: Detail, now: Date): string[] {
  return [
    `## ${report.env}: ${countsInWords(report)}`,
    `\`${report.target}\` · digest \`${report.digest}\``,
    ...lossSection(report),
    ...leftOutSection(report),
    ...[LEFT_AWAY[detail] ?? []].flat(),
    ...ACTIONS.flatMap((action) => actionSection(report, action, detail)),
    ...changeSection('changed outside Terraform', report.drift, detail),
    ...outputSection(report),
    ...scheduleSection(report, now),
  ];
}

function cut(parts: readonly string[], limit: number): string[] {
  const kept: string[] = [];
  for (const part of parts) {
    if (join([...kept, part]).length > limit - 100) {
      kept.push(`_${parts.length - kept.length} more sections do not fit here; plan.html has all of them._`);
      break;
    }
    kept.push(part);
  }
  return kept;
}

function join(parts: readonly string[]): string {
  return `${parts.join('\n\n').trimEnd()}\n`;
}

function lossSection({ needsLeave, dataLoss }: PlanReport): string[] {
  if (dataLoss.length === 0) return [];
  const lines = [
    `**${lossInWords(dataLoss)}**`,
    '',
    ...dataLoss.map(({ address, action, lost }) => `- ${action} ${code(address)}: ${lost}`),
    ...(needsLeave ? ['', `\`deploy\` refuses this without ${code(allowing(dataLoss))}.`] : []),
  ];
  return [['[!CAUTION]', ...lines].map((line) => `> ${line}`.trimEnd()).join('\n')];
}

function leftOutSection({ leftOut }: PlanReport): string[] {
  if (leftOut.length === 0) return [];
  return [`> [!NOTE]\n> Left out of this run, for want of their provider: ${leftOut.map(code).join(', ')}`];
}

function actionSection(report: PlanReport, action: ReportedChange['action'], detail: Detail): string[] {
  const changes = report.changes.filter((change) => change.action === action);
  if (changes.length === 0) return [];
  const title = `${ACTION_WORDS[action]} (${changes.length})`;
  const destroys = action === 'destroy' || action === 'replace';
  if (action === 'create' || (detail === 'addresses' && !destroys)) return [details(title, addressList(changes))];
  if (changes.length > UNFOLDED && !destroys) {
    return [details(title, changes.map((change) => lines(change, detail)).join('\n'))];
  }
  return changeSection(title, changes, detail);
}

function changeSection(title: string, changes: readonly ReportedChange[], detail: Detail): string[] {
  if (changes.length === 0) return [];
  if (detail === 'addresses') return [`### ${title}`, fence(addressList(changes))];
  return [`### ${title}`, ...changes.map((change) => fence(lines(change, detail)))];
}

function outputSection({ outputs }: PlanReport): string[] {
  if (outputs.length === 0) return [];
  const list = outputs.map(({ name, before, after }) => `~ ${name}: ${value(before)} → ${value(after)}`);
  return [details(`outputs (${outputs.length})`, list.join('\n'))];
}

function scheduleSection({ schedules }: PlanReport, now: Date): string[] {
  if (schedules.length === 0) return [];
  return [details(`schedules (${schedules.length}) and their next runs`, scheduleTable(schedules, now), 'text')];
}

function lines(change: ReportedChange, detail: Detail): string {
  const attributes = change.attributes.map(({ path, before, after, forcesReplacement }) => {
    const values = detail === 'values' ? `: ${value(before)} → ${value(after)}` : '';
    return `    ${path}${values}${forcesReplacement ? '  # forces replacement' : ''}`;
  });
  return [addressLine(change), ...attributes].join('\n');
}

function addressList(changes: readonly ReportedChange[]): string {
  return changes.map(addressLine).join('\n');
}

function addressLine({ action, address, previousAddress }: ReportedChange): string {
  return `${ACTION_SIGNS[action]} ${address}${previousAddress ? `  (was ${previousAddress})` : ''}`;
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
