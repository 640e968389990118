import { ACTIONS, type PlanReport, type ReportedChange } from './plan-report';
import { ACTION_SIGNS, ACTION_WORDS, countsInWords, word } from './words';

/** The report as one page that needs no network: readable on a phone, dark where the reader is, searchable. */
export function renderHtml(report: PlanReport): string {
  const title = `${report.env}: ${countsInWords(report)}`;
  const groups = ACTIONS.map((action) => ({
    title: ACTION_WORDS[action],
    changes: report.changes.filter((change) => change.action === action),
  }));
  const sections = [{ title: 'changed outside Terraform', changes: report.drift }, ...groups]
    .filter(({ changes }) => changes.length > 0)
    .map(
      ({ title: name, changes }) =>
        `<h2>${escape(name)} <small>${changes.length}</small></h2>\n${changes.map(entry).join('\n')}`,
    );
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}</title>
<style>${STYLE}</style>
<header>
  <h1>${escape(report.env)}</h1>
  <p>${escape(countsInWords(report))} · ${escape(report.target)}</p>
  <p><code>${escape(report.digest)}</code></p>
  <input type="search" placeholder="Search addresses and attributes" aria-label="Search">
</header>
<main>
${sections.join('\n') || '<p>Nothing changes.</p>'}
${outputs(report)}
</main>
<script>${SCRIPT}</script>
</html>
`;
}

function entry({ action, address, previousAddress, attributes }: ReportedChange): string {
  const rows = attributes
    .map(
      ({ path, before, after, forcesReplacement }) =>
        `<tr><th>${escape(path)}${forcesReplacement ? ' <em>forces replacement</em>' : ''}</th><td>${escape(word(before))}</td><td>${escape(word(after))}</td></tr>`,
    )
    .join('');
  const moved = previousAddress ? ` <small>was ${escape(previousAddress)}</small>` : '';
  return `<details class="change ${action}"${action === 'create' ? '' : ' open'}><summary><b>${ACTION_SIGNS[action]}</b> ${escape(address)}${moved}</summary>${
    rows ? `<div><table>${rows}</table></div>` : ''
  }</details>`;
}

function outputs({ outputs: list }: PlanReport): string {
  if (list.length === 0) return '';
  const rows = list
    .map(
      ({ name, before, after }) =>
        `<tr><th>${escape(name)}</th><td>${escape(word(before))}</td><td>${escape(word(after))}</td></tr>`,
    )
    .join('');
  return `<h2>outputs <small>${list.length}</small></h2><div><table>${rows}</table></div>`;
}

/** Values come from configuration and from AWS: nothing of them may become markup. */
function escape(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

const STYLE = `
:root{color-scheme:light dark;--line:#8884;--destroy:#c62828;--replace:#8e24aa;--update:#b26a00;--create:#2e7d32}
body{font:15px/1.5 system-ui,sans-serif;margin:0 auto;max-width:70rem;padding:1rem}
h1{margin:0}h2{margin:1.5rem 0 .5rem;font-size:1.1rem}small{opacity:.7;font-weight:400}
code,summary,th,td{font-family:ui-monospace,monospace;font-size:13px;overflow-wrap:anywhere}
input{width:100%;box-sizing:border-box;padding:.5rem;font:inherit}
details{border:1px solid var(--line);border-left-width:4px;border-radius:4px;margin:.3rem 0;padding:.3rem .6rem}
div{overflow-x:auto}table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:.2rem .5rem;border-top:1px solid var(--line)}th{font-weight:400;width:30%}
em{color:var(--replace)}td:nth-child(2){opacity:.7}
.destroy{border-left-color:var(--destroy)}.replace{border-left-color:var(--replace)}
.update{border-left-color:var(--update)}.create{border-left-color:var(--create)}
`;

const SCRIPT = `
const changes=[...document.querySelectorAll('.change')];
document.querySelector('input').addEventListener('input',(event)=>{
  const wanted=event.target.value.toLowerCase();
  for(const change of changes)change.hidden=!change.textContent.toLowerCase().includes(wanted);
});
`;
