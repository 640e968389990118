import { nextRunLines } from '../schedules/next-runs';
import { callouts } from './callouts';
import { allowDataLossFlag, dataLossTitle } from '../explain/data-loss';
import { SCRIPT, STYLE } from './html-assets';
import { ACTION_SIGNS, ACTION_WORDS, countsInWords, notes, word } from './words';
import {
  ACTIONS,
  type PlanReport,
  type ReportedChange,
  type Explanation,
  type Shown,
  programOf,
  type AttributeChange,
} from '../model';

export interface HtmlOptions {
  /** What "next" is counted from, for schedules. */
  readonly now?: Date;
  /** The picture of what changes, an SVG. */
  readonly picture?: string;
}

/** The report as one page that needs no network: readable on a phone, dark where the reader is, searchable. */
export function renderHtml(report: PlanReport, { now = new Date(), picture }: HtmlOptions = {}): string {
  const sections = [
    ...ACTIONS.map((action) => changeSection(ACTION_WORDS[action], changesOf(report, action))),
    changeSection(`changed outside ${report.program.product}`, report.drift),
    outputSection(report),
    scheduleSection(report, now),
  ].join('');
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(`${report.env}: ${countsInWords(report)}`)}</title>
<style>${STYLE}</style>
<header>
<h1>${escape(report.env)} <small>${escape(report.target)}, ${escape(programOf(report))}</small></h1>
<p class="counts">${counts(report)}</p>
<p class="digest"><code>${escape(report.digest)}</code></p>
</header>
<main>
${lossSection(report)}${calloutSections(report)}${skippedSection(report)}${pictureSection(picture)}${report.changes.length + report.drift.length > 0 ? SEARCH : ''}${sections || '<p>Nothing changes.</p>\n'}</main>
<script>${SCRIPT}</script>
</html>
`;
}

const SEARCH = `<p class="tools"><input type="search" placeholder="Search addresses, attributes, values" aria-label="Search">
<button type="button" data-open="true">Open all</button><button type="button" data-open="false">Close all</button></p>
`;

function counts(report: PlanReport): string {
  const chips = ACTIONS.map((action) => [action, changesOf(report, action).length] as const)
    .filter(([, count]) => count > 0)
    .map(([action, count]) => `<b class="chip ${action}">${ACTION_SIGNS[action]} ${count} ${ACTION_WORDS[action]}</b>`);
  return chips.length > 0 ? chips.join(' ') : escape(countsInWords(report));
}

function changesOf(report: PlanReport, action: ReportedChange['action']): ReportedChange[] {
  return report.changes.filter((change) => change.action === action);
}

function lossSection({ needsApproval, dataLoss }: PlanReport): string {
  if (dataLoss.length === 0) return '';
  const items = dataLoss.map(
    ({ address, action, lost }) => `<li>${action} <code>${escape(address)}</code>: ${escape(lost)}</li>`,
  );
  const flag = needsApproval
    ? `<p><code>deploy</code> refuses this without <code>${escape(allowDataLossFlag(dataLoss))}</code></p>`
    : '';
  return `<section class="loss"><h2>${escape(dataLossTitle(dataLoss))}</h2><ul>${items.join('')}</ul>${flag}</section>\n`;
}

function calloutSections(report: PlanReport): string {
  return callouts(report)
    .map(({ kind, title, items }) => {
      const lines = items.map(
        ({ action, address, text }) => `<li>${action} <code>${escape(address)}</code>: ${escape(text)}</li>`,
      );
      return `<section class="loss callout-${kind}"><h2>${title}</h2><ul>${lines.join('')}</ul></section>\n`;
    })
    .join('');
}

function pictureSection(picture: string | undefined): string {
  if (picture === undefined) return '';
  return `<details class="picture" open><summary>What changes, in the environment</summary><div class="wide">${picture}</div></details>\n`;
}

function skippedSection({ skipped, skippedValues }: PlanReport): string {
  if (skipped.length === 0) return '';
  const values = new Map(skippedValues.map((each) => [each.address, each.values]));
  const rows = skipped.map((address) => {
    const said = (values.get(address) ?? []).map(({ name, value }) => `${escape(name)} = ${escape(word(value))}`);
    return `<tr><th scope="row">${escape(address)}</th><td>${said.join('<br>')}</td></tr>`;
  });
  return `<details class="note"><summary>${skipped.length} skipped: provider not available</summary><div class="wide"><table>${rows.join('')}</table></div></details>\n`;
}

function changeSection(title: string, changes: readonly ReportedChange[]): string {
  if (changes.length === 0) return '';
  return `<section><h2>${escape(title)} <small>${changes.length}</small></h2>\n${changes.map(entry).join('\n')}\n</section>\n`;
}

function entry(change: ReportedChange): string {
  const { action, address, explanations, differences, computed } = change;
  const beside = notes(change).map((note) => ` <small>${escape(note)}</small>`);
  const head = `<b>${ACTION_SIGNS[action]}</b> ${escape(address)}${beside.join('')}`;
  if (differences.length + explanations.length + computed.length === 0)
    return `<p class="change ${action}">${head}</p>`;
  const said = explanations.length > 0 ? `<ul class="means">${explanations.map(explanationItem).join('')}</ul>` : '';
  const rows = [
    ...differences.map((difference) => differenceRow(difference, action === 'create')),
    ...(computed.length > 0
      ? [
          `<tr><th scope="row">known after apply</th><td class="said" colspan="2">${escape(computed.join(', '))}</td></tr>`,
        ]
      : []),
  ];
  const table = rows.length > 0 ? `<div class="wide"><table>${rows.join('')}</table></div>` : '';
  const open = action === 'create' ? '' : ' open';
  return `<details class="change ${action}"${open}><summary>${head}</summary>${said}${table}</details>`;
}

function explanationItem({ text, permissive }: Explanation): string {
  return `<li${permissive ? ' class="permissive"' : ''}>${escape(text)}</li>`;
}

function differenceRow({ label, before, after, forcesReplacement }: AttributeChange, isNew: boolean): string {
  const name = `<th scope="row">${escape(label)}${forcesReplacement ? ' <em>forces replacement</em>' : ''}</th>`;
  const isSaidOnce = before.kind === after.kind && (after.kind === 'order' || after.kind === 'spelling');
  return `<tr>${name}${isNew || isSaidOnce ? '' : cell(before)}${cell(after, isSaidOnce && !isNew)}</tr>`;
}

function outputSection({ outputs }: PlanReport): string {
  if (outputs.length === 0) return '';
  const rows = outputs.map(
    ({ name, before, after }) => `<tr><th scope="row">${escape(name)}</th>${cell(before)}${cell(after)}</tr>`,
  );
  return `<section><h2>outputs <small>${outputs.length}</small></h2><div class="wide"><table>${rows.join('')}</table></div></section>\n`;
}

function scheduleSection({ schedules }: PlanReport, now: Date): string {
  if (schedules.length === 0) return '';
  const rows = schedules.map((schedule) => {
    const [state, expression] = [schedule.state, schedule.expression ?? '(known after apply)'].map(escape);
    const runs = nextRunLines(schedule, now).map(escape).join('<br>');
    return `<tr><th scope="row">${escape(schedule.name)}</th><td>${state}</td><td>${expression}</td><td>${runs}</td></tr>`;
  });
  return `<section><h2>schedules <small>${schedules.length}, next runs from ${escape(now.toISOString().slice(0, 16))}Z</small></h2><div class="wide"><table class="schedules"><thead><tr><td>name</td><td>state</td><td>expression</td><td>next runs</td></tr></thead>${rows.join('')}</table></div></section>\n`;
}

/** What is not a value of its own is said quietly. */
function cell(shown: Shown, isWhole = false): string {
  if (shown.kind !== 'value') return `<td class="said"${isWhole ? ' colspan="2"' : ''}>${escape(word(shown))}</td>`;
  const text =
    typeof shown.value === 'object' && shown.value !== null
      ? JSON.stringify(shown.value, null, 2)
      : JSON.stringify(shown.value);
  return `<td>${escape(text)}</td>`;
}

/** Values come from configuration and from AWS: nothing of them may become markup. */
function escape(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
