import { nextRunLines } from '../schedules/next-runs';
import type { Shown } from './attributes';
import { allowing, lossInWords } from './data-loss';
import { SCRIPT, STYLE } from './html-assets';
import { ACTIONS, type PlanReport, type ReportedChange } from './plan-report';
import { ACTION_SIGNS, ACTION_WORDS, countsInWords, word } from './words';

/** The report as one page that needs no network: readable on a phone, dark where the reader is, searchable. */
export function renderHtml(report: PlanReport, { now = new Date() }: { readonly now?: Date } = {}): string {
  const sections = [
    ...ACTIONS.map((action) => changeSection(ACTION_WORDS[action], changesOf(report, action))),
    changeSection('changed outside Terraform', report.drift),
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
<h1>${escape(report.env)} <small>${escape(report.target)}</small></h1>
<p class="counts">${counts(report)}</p>
<p class="digest"><code>${escape(report.digest)}</code></p>
</header>
<main>
${lossSection(report)}${leftOutSection(report)}${report.changes.length > 0 ? SEARCH : ''}${sections || '<p>Nothing changes.</p>\n'}</main>
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

function lossSection({ needsLeave, dataLoss }: PlanReport): string {
  if (dataLoss.length === 0) return '';
  const items = dataLoss.map(
    ({ address, action, lost }) => `<li>${action} <code>${escape(address)}</code>: ${escape(lost)}</li>`,
  );
  const flag = needsLeave
    ? `<p><code>deploy</code> refuses this without <code>${escape(allowing(dataLoss))}</code></p>`
    : '';
  return `<section class="loss"><h2>${escape(lossInWords(dataLoss))}</h2><ul>${items.join('')}</ul>${flag}</section>\n`;
}

function leftOutSection({ leftOut }: PlanReport): string {
  if (leftOut.length === 0) return '';
  const items = leftOut.map((address) => `<code>${escape(address)}</code>`).join(', ');
  return `<section class="note"><h2>Left out of this run, for want of their provider</h2><p>${items}</p></section>\n`;
}

function changeSection(title: string, changes: readonly ReportedChange[]): string {
  if (changes.length === 0) return '';
  return `<section><h2>${escape(title)} <small>${changes.length}</small></h2>\n${changes.map(entry).join('\n')}\n</section>\n`;
}

function entry({ action, address, previousAddress, attributes }: ReportedChange): string {
  const moved = previousAddress ? ` <small>was ${escape(previousAddress)}</small>` : '';
  const head = `<b>${ACTION_SIGNS[action]}</b> ${escape(address)}${moved}`;
  if (attributes.length === 0) return `<p class="change ${action}">${head}</p>`;
  const rows = attributes.map(
    ({ path, before, after, forcesReplacement }) =>
      `<tr><th scope="row">${escape(path)}${forcesReplacement ? ' <em>forces replacement</em>' : ''}</th>${
        action === 'create' ? '' : cell(before)
      }${cell(after)}</tr>`,
  );
  const open = action === 'create' ? '' : ' open';
  return `<details class="change ${action}"${open}><summary>${head}</summary><div class="wide"><table>${rows.join('')}</table></div></details>`;
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
function cell(shown: Shown): string {
  if (shown.kind !== 'value') return `<td class="said">${escape(word(shown))}</td>`;
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
