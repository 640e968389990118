import { ACTIONS, type PlanReport, type ReportedChange } from './plan-report';
import { ACTION_SIGNS, ACTION_WORDS, countsInWords, word } from './words';

/** GitHub refuses a comment over 65,536 characters. */
const LIMIT = 60_000;

/** The report for a pull request's comment: counts first, what destroys first, what does not fit is named as left out. */
export function renderMarkdown(report: PlanReport, limit = LIMIT): string {
  const head = [
    `## ${report.env}: ${countsInWords(report)}`,
    '',
    `\`${report.target}\` · digest \`${report.digest}\``,
    '',
  ];
  const sections = [
    ...driftSection(report),
    ...ACTIONS.flatMap((action) => section(report, action)),
    ...outputSection(report),
  ];
  const kept: string[] = [];
  let length = head.join('\n').length;
  for (const text of sections) {
    if (length + text.length > limit - 200) {
      kept.push(`_${sections.length - kept.length} more sections do not fit here; plan.html has all of them._`);
      break;
    }
    kept.push(text);
    length += text.length + 2;
  }
  return `${[...head, kept.join('\n\n')].join('\n').trimEnd()}\n`;
}

function section(report: PlanReport, action: ReportedChange['action']): string[] {
  const changes = report.changes.filter((change) => change.action === action);
  if (changes.length === 0) return [];
  if (action === 'create') {
    const list = changes.map(({ address }) => `+ ${address}`).join('\n');
    return [details(`${ACTION_WORDS[action]} (${changes.length})`, list)];
  }
  return [`### ${ACTION_WORDS[action]} (${changes.length})`, ...changes.map(entry)];
}

function driftSection({ drift }: PlanReport): string[] {
  return drift.length === 0 ? [] : ['### changed outside Terraform', ...drift.map(entry)];
}

function outputSection({ outputs }: PlanReport): string[] {
  if (outputs.length === 0) return [];
  return [
    details(
      `outputs (${outputs.length})`,
      outputs.map(({ name, before, after }) => `~ ${name}: ${word(before)} → ${word(after)}`).join('\n'),
    ),
  ];
}

function entry({ action, address, previousAddress, attributes }: ReportedChange): string {
  const moved = previousAddress ? `  (was ${previousAddress})` : '';
  const lines = attributes.map(
    ({ path, before, after, forcesReplacement }) =>
      `    ${path}: ${word(before)} → ${word(after)}${forcesReplacement ? '  # forces replacement' : ''}`,
  );
  return fence([`${ACTION_SIGNS[action]} ${address}${moved}`, ...lines].join('\n'));
}

function details(summary: string, body: string): string {
  return `<details><summary>${summary}</summary>\n\n${fence(body)}\n\n</details>`;
}

/** A fence longer than any run of backticks inside, so that no value can end it. */
function fence(body: string): string {
  const longest = Math.max(2, ...[...body.matchAll(/`+/g)].map(([run]) => run.length));
  const mark = '`'.repeat(longest + 1);
  return `${mark}diff\n${body}\n${mark}`;
}
