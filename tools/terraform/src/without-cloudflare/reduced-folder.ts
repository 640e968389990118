import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EnvPaths } from '../environment/paths';

/** Where Terraform works on a reduced configuration: nothing of it is where the synthesized one is. */
export function reducedPaths(paths: EnvPaths, provider: string): EnvPaths {
  const name = `without-${provider}`;
  const stack = join(paths.work, name);
  return { ...paths, stack, data: `${paths.data}-${name}`, locks: stack };
}

/** Writes the reduced configuration. Files that a resource names by a relative path are found there too. */
export function writeReduced(paths: EnvPaths, { stack }: EnvPaths, configuration: object): void {
  mkdirSync(stack, { recursive: true });
  const file = join(stack, 'cdk.tf.json');
  const text = `${JSON.stringify(configuration, null, 2)}\n`;
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text);
  const assets = join(stack, 'assets');
  rmSync(assets, { force: true });
  if (existsSync(join(paths.stack, 'assets'))) symlinkSync(join(paths.stack, 'assets'), assets);
}
