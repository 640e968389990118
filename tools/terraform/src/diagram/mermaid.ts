import { visible } from '@restartix/kit';
import type { Arrow, Box } from './boxes';
import type { Group, Scenery } from './groups';

/** The same picture for a page that draws Mermaid, as GitHub does. */
export function renderMermaid({ loose, joined, below }: Scenery, arrows: readonly Arrow[]): string {
  const lines = arrows.map(({ from, to, kind, ports }) => {
    const line = kind === 'uses' ? '-.->' : ports === undefined ? '-->' : `-->|"${escape(ports)}"|`;
    return `  ${nameOf(from)} ${line} ${nameOf(to)}`;
  });
  return [
    'flowchart TB',
    ...loose.map((box) => node(box, '  ')),
    ...[...joined, ...below].flatMap((group) => subgraph(group, '  ')),
    ...lines,
  ].join('\n');
}

function subgraph({ id, title, boxes, groups }: Group, indent: string): string[] {
  const inner = `${indent}  `;
  return [
    `${indent}subgraph ${nameOf(id, 'g')}["${escape(title)}"]`,
    ...boxes.map((box) => node(box, inner)),
    ...groups.flatMap((each) => subgraph(each, inner)),
    `${indent}end`,
  ];
}

function node({ id, names, facts }: Box, indent: string): string {
  const label = [...names.map((name) => `<b>${escape(name)}</b>`), ...facts.map(escape)].join('<br/>');
  return `${indent}${nameOf(id)}["${label}"]`;
}

function nameOf(id: string, prefix = 'm'): string {
  return `${prefix}_${id.replace(/[^A-Za-z0-9]/g, '_')}`;
}

function escape(text: string): string {
  return visible(text).replace(/[&<>"]/g, (character) => `#${character.charCodeAt(0)};`);
}
