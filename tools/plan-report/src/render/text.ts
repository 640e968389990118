import { callouts } from './callouts';
import { allowDataLossFlag, dataLossTitle } from '../explain/data-loss';
import { ACTION_SIGNS, ACTION_WORDS, notes, shorten, sides, summaryLine, word } from './words';
import {
  ACTIONS,
  type Action,
  type PlanReport,
  type ReportedChange,
  type Explanation,
  headline,
  type AttributeChange,
} from '../model';

const COLOURS: Readonly<Record<Action, number>> = {
  destroy: 31,
  replace: 35,
  update: 33,
  create: 32,
  import: 36,
  move: 36,
  forget: 90,
};
const LONG = 160;

/** The report for a terminal; colours only where asked for. A summary first; the headline is its last line. */
export function renderText(report: PlanReport, { colour = false }: { colour?: boolean } = {}): string {
  const paint = (action: Action, text: string): string =>
    colour ? `\u001b[${COLOURS[action]}m${text}\u001b[0m` : text;
  const groups = ACTIONS.flatMap((action) => {
    const changes = report.changes.filter((change) => change.action === action);
    if (changes.length === 0) return [];
    return [
      paint(action, `${ACTION_WORDS[action]} (${changes.length})`),
      ...changes.flatMap((change) => lines(change, paint)),
      '',
    ];
  });
  const losses = report.dataLoss.map(
    ({ address, action, lost }) => `  ${paint(action, `${ACTION_SIGNS[action]} ${address}`)}: ${lost}`,
  );
  const outputs = report.outputs.map(
    ({ name, before, after }) => `  ~ ${name}: ${short(word(before))} → ${short(word(after))}`,
  );
  const summary = summaryLine(report);
  return [
    ...(summary === '' ? [] : [`${report.env} (${report.target}): ${summary}`, '']),
    ...(losses.length > 0 ? [`DATA LOSS: ${dataLossTitle(report.dataLoss)}`, ...losses, ...leave(report), ''] : []),
    ...callouts(report).flatMap(({ title, items }) => [
      title.toUpperCase(),
      ...items.map(({ action, address, text }) => `  ${paint(action, `${ACTION_SIGNS[action]} ${address}`)}: ${text}`),
      '',
    ]),
    ...groups,
    ...renderDrift(report, paint),
    ...(outputs.length > 0 ? ['outputs', ...outputs, ''] : []),
    ...(report.skipped.length > 0
      ? [`skipped, provider not available (${report.skipped.length}): ${report.skipped.join(', ')}`, '']
      : []),
    headline(report),
  ].join('\n');
}

function leave({ needsApproval, dataLoss }: PlanReport): string[] {
  return needsApproval ? [`  deploy refuses this without ${allowDataLossFlag(dataLoss)}`] : [];
}

/** What reality changed behind Terraform's back. */
export function renderDrift(
  report: PlanReport,
  paint: (action: Action, text: string) => string = (_, text) => text,
): string[] {
  if (report.drift.length === 0) return [];
  return [`changed outside ${report.program.product}`, ...report.drift.flatMap((change) => lines(change, paint)), ''];
}

function lines(change: ReportedChange, paint: (action: Action, text: string) => string): string[] {
  const { action, address, differences, explanations } = change;
  const beside = notes(change);
  const head = paint(
    action,
    `  ${ACTION_SIGNS[action]} ${address}${beside.length > 0 ? `  (${beside.join('; ')})` : ''}`,
  );
  // A new resource's attributes are in the reports; a terminal shows which resources come.
  if (action === 'create') return [head];
  return [head, ...explanations.map(explanationLine), ...differences.map(differenceLine), ...computedLine(change)];
}

function computedLine({ computed }: ReportedChange): string[] {
  return computed.length > 0 ? [`      known after apply: ${short(computed.join(', '))}`] : [];
}

function explanationLine({ text, permissive }: Explanation): string {
  return `      ${permissive ? '! ' : ''}${text}`;
}

function differenceLine(difference: AttributeChange): string {
  const { label, forcesReplacement } = difference;
  return `      ${label}: ${sides(difference, (shown) => short(word(shown)))}${forcesReplacement ? '  # forces replacement' : ''}`;
}

function short(text: string): string {
  return shorten(text, LONG);
}
