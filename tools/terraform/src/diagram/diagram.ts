import { cell } from '@restartix/kit';
import { pictureOf } from './boxes';
import { changesByModule, type Changed } from './changed';
import { elementsOf, type Json } from './elements';
import { groupsOf } from './groups';
import { layout } from './layout';
import { renderMermaid } from './mermaid';
import { modulesOf, type Module } from './modules';
import { flowsOf, placesOf } from './network';
import { renderSvg } from './svg';

export interface Diagram {
  /** A file of its own, in light and dark. */
  readonly svg: string;
  /** A page with the picture in Mermaid and every module in a table. */
  readonly markdown: string;
}

/**
 * A picture of an environment, drawn from its `cdk.tf.json` alone: where its modules are, who may call whom and what uses
 * what. The same configuration gives the same picture. With a plan's changes, it shows what they reach.
 */
export async function environmentDiagram(env: string, json: Json, changes: Changed = []): Promise<Diagram> {
  const elements = elementsOf(json);
  const modules = modulesOf(elements);
  const scene = {
    modules,
    places: placesOf(elements),
    flows: flowsOf(elements),
    changes: changesByModule(elements, changes),
  };
  const picture = pictureOf(scene);
  const scenery = groupsOf(picture.boxes, elements);
  const title = changes.length > 0 ? `What changes in ${env}` : `The environment ${env}`;
  return {
    svg: renderSvg(title, await layout(scenery, picture.arrows), { isPlan: changes.length > 0 }),
    markdown: `# ${env}\n\n\`\`\`mermaid\n${renderMermaid(scenery, picture.arrows)}\n\`\`\`\n\nA line leads to what may be called: a security group permits it, on the ports that the line names; a dashed one to what is used.\n\n${table(modules)}\n`,
  };
}

function table(modules: readonly Module[]): string {
  const rows = modules.map(({ name, resources, kinds, reads }) => [
    cell(name).text,
    `${resources}`,
    kinds.join(', ') || '–',
    reads.map((each) => cell(each).text).join(', ') || '–',
  ]);
  const head = ['module', 'resources', 'main kinds', 'reads'];
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]!.length)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, i) => cell.padEnd(widths[i]!)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
