import { readFileSync } from 'node:fs';
import type { Library } from './libraries';

/** The example as a consumer writes it: what is imported from the sources here comes from the package there. */
export function exampleOf({ example, packageName }: Library): string | undefined {
  if (example === undefined) return undefined;
  return readFileSync(example, 'utf8').replaceAll(/from '(\.\.\/src|\.\/index|\.)'/g, `from '${packageName}'`);
}
