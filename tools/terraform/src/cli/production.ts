import { isProtected, ToolError } from '@restartix/kit';
import type { Options } from './options';

/** Production takes one more word than the others. */
export function requireProductionFlag({ env, production, target }: Options, command: string): void {
  if (!isProtected(env) || production) return;
  throw new ToolError(
    `${command} of ${env} needs --production. Nothing was done.`,
    `Run npx nx run ${env}:${command}${target === 'local' ? ':local' : ''} --production`,
  );
}
