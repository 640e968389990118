import { html, htmlLines, joined, trusted, type Html } from '@restartix/kit';
import { nextRunLines } from '../schedules/next-runs';
import { alike } from './alike';
import { costLine } from '../cost/cost';
import { callouts } from './callouts';
import { approvals } from './approvals';
import { meaning } from './interruption';
import { SCRIPT, STYLE } from './html-assets';
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
  saysTheSame,
  untold,
  warningTexts,
  word,
} from './words';
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
  ];
  const isEmpty = sections.every(({ text }) => text === '');
  const search = report.changes.length + report.drift.length > 0 ? SEARCH : NOTHING;
  return html`<!doctype html>
    <html lang="en">
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>${report.env}: ${countsInWords(report)}</title>
      <style>
        ${trusted(STYLE)}
      </style>
      <header>
        <h1>
          ${report.env}
          <small>${[report.target, programOf(report), ...report.providers.map(providerText)].join(', ')}</small>
        </h1>
        <p class="counts">${counts(report)}</p>
        <p class="digest"><code>${report.digest}</code></p>
        ${[costLine(report) ?? [], runLines(report)].flat().map((line) => html`<p class="digest">${line}</p> `)}
      </header>
      <main>
        ${approvalSections(report)}${calloutSections(report)}${policySection(report)}${checkSection(report)}${warningSection(report)}${designSection(report)}${skippedSection(report)}${pictureSection(picture)}${search}${
          isEmpty ? html`<p>Nothing changes.</p> ` : sections
        }
      </main>
      <script>
        ${trusted(SCRIPT)};
      </script>
    </html> `.text;
}

const NOTHING = html``;
const BREAK = html`<br />`;
const SEARCH = html`<p class="tools">
  <input type="search" placeholder="Search addresses, attributes, values" aria-label="Search" />
  <button type="button" data-open="true">Open all</button><button type="button" data-open="false">Close all</button>
</p> `;

function counts(report: PlanReport): Html {
  const chips = ACTIONS.map((action) => [action, changesOf(report, action).length] as const)
    .filter(([, count]) => count > 0)
    .map(
      ([action, count]) => html`<b class="chip ${action}">${ACTION_SIGNS[action]} ${count} ${ACTION_WORDS[action]}</b>`,
    );
  return chips.length > 0 ? joined(chips, ' ') : html`${countsInWords(report)}`;
}

function changesOf(report: PlanReport, action: ReportedChange['action']): ReportedChange[] {
  return report.changes.filter((change) => change.action === action);
}

function approvalSections(report: PlanReport): readonly Html[] {
  return approvals(report).map(({ title, items, flag }) => {
    const lines = items.map((item) => html`<li>${item.action} <code>${objectName(item)}</code>: ${meaning(item)}</li>`);
    const refused =
      flag === undefined ? NOTHING : html`<p><code>deploy</code> refuses this without <code>${flag}</code></p>`;
    return html`<section class="loss">
      <h2>${title}</h2>
      <ul>
        ${lines}
      </ul>
      ${refused}
    </section> `;
  });
}

function calloutSections(report: PlanReport): readonly Html[] {
  return callouts(report).map(({ kind, title, items }) => {
    const lines = items.map((item) => html`<li>${item.action} <code>${objectName(item)}</code>: ${item.text}</li>`);
    return html`<section class="loss callout-${kind}">
      <h2>${title}</h2>
      <ul>
        ${lines}
      </ul>
    </section> `;
  });
}

function policySection(report: PlanReport): Html {
  if (report.policies.length === 0) return NOTHING;
  const { isRefused, title } = policyVerdict(report);
  const items = report.policies.map((each) => html`<li>${each.severity}: ${policyText(each)}</li>`);
  return html`<section class="loss ${isRefused ? 'callout-refused' : 'callout-permissive'}">
    <h2>${title}</h2>
    <ul>
      ${items}
    </ul>
  </section> `;
}

function checkSection({ failedChecks }: PlanReport): Html {
  if (failedChecks.length === 0) return NOTHING;
  const items = failedChecks.map(
    ({ address, messages }) => html`<li><code>${address}</code>: ${messages.join('; ')}</li>`,
  );
  return html`<section class="loss callout-permissive">
    <h2>failed checks</h2>
    <ul>
      ${items}
    </ul>
  </section> `;
}

function warningSection({ warnings }: PlanReport): Html {
  if (warnings.length === 0) return NOTHING;
  const texts = warningTexts(warnings);
  const items = texts.map((each) => html`<li>${each}</li>`);
  return html`<details class="note">
    <summary>warnings (${texts.length})</summary>
    <ul>
      ${items}
    </ul>
  </details> `;
}

function designSection(report: PlanReport): Html {
  const title = designLine(report);
  if (title === undefined) return NOTHING;
  const items = openByDesign(report).map(({ address, text }) => html`<li><code>${address}</code>: ${text}</li>`);
  return html`<details class="note">
    <summary>${title}</summary>
    <ul>
      ${items}
    </ul>
  </details> `;
}

function pictureSection(picture: string | undefined): Html {
  if (picture === undefined) return NOTHING;
  return html`<details class="picture">
    <summary>What changes, in the environment</summary>
    <div class="wide">${trusted(picture)}</div>
  </details> `;
}

function skippedSection({ skipped, skippedValues }: PlanReport): Html {
  if (skipped.length === 0) return NOTHING;
  const values = new Map(skippedValues.map((each) => [each.address, each.values]));
  const rows = skipped.map((address) => {
    const said = (values.get(address) ?? []).map(({ name, value }) => html`${name} = ${word(value)}<br />`);
    return html`<tr>
      <th scope="row">${address}</th>
      <td>${said}</td>
    </tr>`;
  });
  return html`<details class="note">
    <summary>${skipped.length} skipped: provider not available</summary>
    ${table(rows)}
  </details> `;
}

/** As wide as it needs to be: it scrolls by itself. */
function table(rows: readonly Html[]): Html {
  return html`<div class="wide">
    <table>
      ${rows}
    </table>
  </div>`;
}

function changeSection(title: string, changes: readonly ReportedChange[]): Html {
  if (changes.length === 0) return NOTHING;
  return html`<section>
    <h2>${title} <small>${changes.length}</small></h2>
    ${joined(alike(changes).map(entry), '\n')}
  </section> `;
}

/** Changes that are alike, by their addresses, and what they share. */
function entry(group: readonly ReportedChange[]): Html {
  const change = group[0]!;
  const { action, explanations, differences, computed } = change;
  const beside = notes(change).map((note) => html` <small>${note}</small>`);
  const head = html`<b>${ACTION_SIGNS[action]}</b>
    ${group.map(({ address }, i) => html`${i > 0 ? BREAK : NOTHING}${address}`)}${beside}`;
  if (differences.length + explanations.length + computed.length === 0)
    return html`<p class="change ${action}">${head}</p>`;
  const said =
    explanations.length > 0
      ? html`<ul class="means">
          ${explanations.map(explanationItem)}
        </ul>`
      : NOTHING;
  const rest = untold(change);
  const rowsOf = (some: readonly AttributeChange[]): Html[] =>
    some.map((difference) => differenceRow(difference, action === 'create'));
  const policies = rowsOf(differences.filter((each) => !rest.includes(each)));
  const rows = [
    ...rowsOf(rest),
    ...(computed.length > 0
      ? [
          html`<tr>
            <th scope="row">known after apply</th>
            <td class="said" colspan="2">${computed.join(', ')}</td>
          </tr>`,
        ]
      : []),
  ];
  const statements =
    policies.length > 0
      ? html`<details class="policy">
          <summary>policy, statement by statement</summary>
          ${table(policies)}
        </details>`
      : NOTHING;
  const open = action === 'create' || saysTheSame(change) ? '' : ' open';
  return html`<details class="change ${action}" ${open}>
    <summary>${head}</summary>
    ${said}${rows.length > 0 ? table(rows) : NOTHING}${statements}
  </details>`;
}

function explanationItem({ text, permissive }: Explanation): Html {
  return permissive ? html`<li class="permissive">${text}</li>` : html`<li>${text}</li>`;
}

function differenceRow({ label, before, after, forcesReplacement }: AttributeChange, isNew: boolean): Html {
  const forced = forcesReplacement ? html` <em>forces replacement</em>` : NOTHING;
  const isSaidOnce = before.kind === after.kind && (after.kind === 'order' || after.kind === 'spelling');
  const was = isNew || isSaidOnce ? NOTHING : cell(before);
  return html`<tr>
    <th scope="row">${label}${forced}</th>
    ${was}${cell(after, isSaidOnce && !isNew)}
  </tr>`;
}

function outputSection({ outputs }: PlanReport): Html {
  if (outputs.length === 0) return NOTHING;
  const rows = outputs.flatMap(({ differences }) => differences.map((each) => differenceRow(each, false)));
  return html`<section>
    <h2>outputs <small>${outputs.length}</small></h2>
    ${table(rows)}
  </section> `;
}

function scheduleSection({ schedules }: PlanReport, now: Date): Html {
  if (schedules.length === 0) return NOTHING;
  const rows = schedules.map((schedule) => {
    const runs = nextRunLines(schedule, now).map((line) => html`${line}<br />`);
    const { name, state, expression = '(known after apply)' } = schedule;
    return html`<tr>
      <th scope="row">${name}</th>
      <td>${state}</td>
      <td>${expression}</td>
      <td>${runs}</td>
    </tr>`;
  });
  return html`<section>
    <h2>schedules <small>${schedules.length}, next runs from ${now.toISOString().slice(0, 16)}Z</small></h2>
    <div class="wide">
      <table class="schedules">
        <thead>
          <tr>
            <td>name</td>
            <td>state</td>
            <td>expression</td>
            <td>next runs</td>
          </tr>
        </thead>
        ${rows}
      </table>
    </div>
  </section> `;
}

/** What is not a value of its own is said quietly. */
function cell(shown: Shown, isWhole = false): Html {
  if (shown.kind !== 'value') {
    return isWhole
      ? html`<td class="said" colspan="2">${word(shown)}</td>`
      : html`<td class="said">${word(shown)}</td>`;
  }
  const isContainer = typeof shown.value === 'object' && shown.value !== null;
  return html`<td>${htmlLines(JSON.stringify(shown.value, null, isContainer ? 2 : undefined))}</td>`;
}
