import { readFileSync } from 'node:fs';
import type { Library } from './libraries';

/** The example as a consumer writes it: imports from the sources become imports from the package. */
export function exampleOf({ example, packageName }: Library): string | undefined {
  if (example === undefined) return undefined;
  return readFileSync(example, 'utf8').replaceAll(/from '(\.\.\/src|\.\/index|\.)'/g, `from '${packageName}'`);
}
