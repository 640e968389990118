import { pictureOf } from './boxes';
import { layout } from './layout';
import { renderMermaid } from './mermaid';
import { modulesOf, type Module } from './modules';
import { renderSvg } from './svg';

export interface Diagram {
  /** A file of its own, in light and dark. */
  readonly svg: string;
  /** A page with the picture in Mermaid and every module in a table. */
  readonly markdown: string;
}

/**
 * A picture of an environment, drawn from its `cdk.tf.json` alone: its modules by tier, and which of them read which. The
 * same configuration gives the same picture.
 */
export function environmentDiagram(env: string, json: Readonly<Record<string, unknown>>): Diagram {
  const modules = modulesOf(json);
  const picture = pictureOf(modules);
  return {
    svg: renderSvg(`The modules of ${env}`, layout(picture)),
    markdown: `# ${env}\n\n\`\`\`mermaid\n${renderMermaid(picture)}\n\`\`\`\n\nAn arrow points at what is read.\n\n${table(modules)}\n`,
  };
}

function table(modules: readonly Module[]): string {
  const rows = modules.map(({ name, resources, kinds, reads }) => [
    name,
    `${resources}`,
    kinds.join(', ') || '–',
    reads.join(', ') || '–',
  ]);
  const head = ['module', 'resources', 'main kinds', 'reads'];
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]!.length)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, i) => cell.padEnd(widths[i]!)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
