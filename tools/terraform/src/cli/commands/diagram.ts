import { writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { workspaceRoot } from '@restartix/kit';
import { readJson } from '../../environment/configuration';
import { environmentDiagram } from '../../diagram/diagram';
import type { Options } from '../options';
import { envPaths } from '../../environment/paths';

/** Draws the synthesized configuration. Needs nothing else. */
export async function diagram({ env, stack, target }: Options): Promise<number> {
  const paths = envPaths(workspaceRoot(), env, target, stack);
  const { svg, markdown } = await environmentDiagram(paths.name, readJson(paths));
  const files = { 'diagram.svg': svg, 'diagram.md': markdown };
  for (const [name, content] of Object.entries(files)) writeFileSync(join(paths.work, name), content);
  console.log(
    Object.keys(files)
      .map((name) => relative(process.cwd(), join(paths.work, name)))
      .join('\n'),
  );
  return 0;
}
