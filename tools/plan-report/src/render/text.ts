import { coloured, joined, terminal, trusted, type Terminal } from '@restartix/kit';
import { alike } from './alike';
import { costLine } from '../cost/cost';
import { callouts } from './callouts';
import { approvals, type ApprovalKind } from './approvals';
import { meaning } from './interruption';
import {
  ACTION_SIGNS,
  ACTION_WORDS,
  notes,
  objectName,
  designLine,
  policyText,
  runLines,
  skippedLine,
  shorten,
  saysTheSame,
  sides,
  summaryLine,
  untold,
  warningTexts,
  word,
} from './words';
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
const APPROVAL_WORDS: Readonly<Record<ApprovalKind, string>> = { 'data-loss': 'DATA LOSS', outage: 'OUTAGE' };
const LONG = 160;

type Paint = (action: Action, text: Terminal) => Terminal;

const UNPAINTED: Paint = (_, text) => text;
const EMPTY = terminal``;

export interface TextOptions {
  /** @default false */
  readonly colour?: boolean;
  /** Shown instead of the list of new resources. @default - each one */
  readonly created?: readonly string[];
}

/** The report for a terminal; colours only where asked for. A summary first; the headline is its last line. */
export function renderText(report: PlanReport, { colour = false, created }: TextOptions = {}): string {
  const paint: Paint = colour ? (action, text) => coloured(COLOURS[action], text) : UNPAINTED;
  const groups = ACTIONS.flatMap((action) => {
    const changes = report.changes.filter((change) => change.action === action);
    if (changes.length === 0) return [];
    const title = terminal`${ACTION_WORDS[action]} (${changes.length})`;
    const listed =
      action === 'create' && created !== undefined ? created.map((line) => terminal`${line}`) : linesOf(changes, paint);
    return [paint(action, title), ...listed, EMPTY];
  });
  const named = (item: { readonly action: Action; readonly address: string; readonly deposed?: string }): Terminal =>
    paint(item.action, terminal`${ACTION_SIGNS[item.action]} ${objectName(item)}`);
  const summary = summaryLine(report);
  return joined(
    [
      ...(summary === '' ? [] : [terminal`${report.env} (${report.target}): ${summary}`]),
      ...runLines(report).map((line) => terminal`  ${line}`),
      ...(summary === '' && !report.run ? [] : [EMPTY]),
      ...approvals(report).flatMap(({ kind, title, items, flag }) =>
        section(
          `${APPROVAL_WORDS[kind]}: ${title}`,
          items.map((item) => terminal`  ${named(item)}: ${meaning(item)}`),
          flag === undefined ? [] : [terminal`  deploy refuses this without ${flag}`],
        ),
      ),
      ...callouts(report).flatMap(({ title, items }) =>
        section(
          title.toUpperCase(),
          items.map((item) => terminal`  ${named(item)}: ${item.text}`),
        ),
      ),
      ...section(
        'POLICIES',
        report.policies.map((each) => terminal`  ${each.severity}: ${policyText(each)}`),
      ),
      ...section(
        'FAILED CHECKS',
        report.failedChecks.map(({ address, messages }) => terminal`  ${address}: ${messages.join('; ')}`),
      ),
      ...section(
        'WARNINGS',
        warningTexts(report.warnings).map((each) => terminal`  ${shorten(each, 2 * LONG)}`),
      ),
      ...groups,
      ...driftLines(report, paint),
      ...section(
        'outputs',
        report.outputs.flatMap(({ differences }) =>
          differences.map((each) => terminal`  ~ ${each.label}: ${sides(each, (shown) => short(word(shown)))}`),
        ),
      ),
      ...lineOf(costLine(report)),
      ...lineOf(designLine(report)),
      ...lineOf(skippedLine(report)),
      terminal`${headline(report)}`,
    ],
    '\n',
  ).text;
}

function lineOf(text: string | undefined): Terminal[] {
  return text === undefined ? [] : [terminal`${text}`, EMPTY];
}

function section(title: string, items: readonly Terminal[], after: readonly Terminal[] = []): Terminal[] {
  return items.length > 0 ? [trusted(title), ...items, ...after, EMPTY] : [];
}

/** What reality changed behind Terraform's back. */
export function renderDrift(report: PlanReport): string {
  return joined(driftLines(report, UNPAINTED), '\n').text;
}

function driftLines(report: PlanReport, paint: Paint): Terminal[] {
  return section(`changed outside ${report.program.product}`, linesOf(report.drift, paint));
}

/** Addresses that change alike are followed by what they share. */
function linesOf(changes: readonly ReportedChange[], paint: Paint): Terminal[] {
  return alike(changes).flatMap((group) => [...group.map((change) => headLine(change, paint)), ...body(group[0]!)]);
}

function headLine(change: ReportedChange, paint: Paint): Terminal {
  const beside = notes(change);
  const notesBeside = beside.length > 0 ? `  (${beside.join('; ')})` : '';
  return paint(change.action, terminal`  ${ACTION_SIGNS[change.action]} ${change.address}${notesBeside}`);
}

/** A new resource's attributes are in the reports; a terminal shows which resources come. */
function body(change: ReportedChange): Terminal[] {
  if (change.action === 'create' || saysTheSame(change)) return [];
  return [...change.explanations.map(explanationLine), ...untold(change).map(differenceLine)];
}

function explanationLine({ text, permissive }: Explanation): Terminal {
  return terminal`      ${permissive ? '! ' : ''}${text}`;
}

function differenceLine(difference: AttributeChange): Terminal {
  const { label, forcesReplacement } = difference;
  const said = sides(difference, (shown) => short(word(shown)));
  return terminal`      ${label}: ${said}${forcesReplacement ? '  # forces replacement' : ''}`;
}

function short(text: string): string {
  return shorten(text, LONG);
}
