import { TerraformToolError } from '../errors';
import type { Options } from '../options';

/** Production takes one more word than the others. */
export function requireProductionFlag({ env, production, target }: Options, command: string): void {
  if (env !== 'production' || production) return;
  throw new TerraformToolError(
    `${command} of production needs --production as well. Nothing was done.`,
    `Run npx nx run production:${command}${target === 'local' ? ':local' : ''} --production`,
  );
}
