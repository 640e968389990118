import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ToolError } from '@restartix/kit';

/**
 * The ids of an environment's stacks, each after those that it takes values from. One of them has the environment's name.
 * @throws ToolError when the app has stacks, and none of that name
 */
export function stacksOf(root: string, env: string): readonly string[] {
  const file = join(root, 'apps', env, 'cdktf.out', 'manifest.json');
  if (!existsSync(file)) return [env];
  const { stacks } = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
  if (stacks[env] === undefined)
    throw new ToolError(
      `The app of ${env} has no stack "${env}", but ${Object.keys(stacks).join(', ') || 'none at all'}.`,
      `Give the stack that people mean by "${env}" this id, and the others ids like "${env}-foundation".`,
    );
  const ordered: string[] = [];
  const add = (name: string): void => {
    if (ordered.includes(name)) return;
    stacks[name]?.dependencies.forEach(add);
    ordered.push(name);
  };
  Object.keys(stacks).sort().forEach(add);
  return ordered;
}

/** What CDKTF says of an app. It refuses circles itself. */
interface Manifest {
  readonly stacks: Readonly<Record<string, { readonly dependencies: readonly string[] }>>;
}
