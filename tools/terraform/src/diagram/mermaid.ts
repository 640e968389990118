import type { Picture } from './boxes';
import { TIERS } from './kinds';

/** The same picture for a page that draws Mermaid, as GitHub does. */
export function renderMermaid({ boxes, arrows }: Picture): string {
  const node = (id: string): string => `m_${id.replace(/[^A-Za-z0-9]/g, '_')}`;
  const bands = TIERS.flatMap(({ tier, title }) => {
    const own = boxes.filter((box) => box.tier === tier);
    if (own.length === 0) return [];
    const nodes = own.map(({ id, names, facts }) => {
      const label = [...names.map((name) => `<b>${escape(name)}</b>`), ...facts.map(escape)].join('<br/>');
      return `    ${node(id)}["${label}"]`;
    });
    return [`  subgraph ${tier}["${escape(title)}"]`, ...nodes, '  end'];
  });
  return ['flowchart TB', ...bands, ...arrows.map(({ from, to }) => `  ${node(from)} --> ${node(to)}`)].join('\n');
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `#${character.charCodeAt(0)};`);
}
