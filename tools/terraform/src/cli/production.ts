import { needsProductionFlag, nxCommand, ToolError } from '@restartix/kit';
import type { Options } from './options';

type Given = Pick<Options, 'command' | 'env' | 'production' | 'target'>;

/** Production takes one more word than the others. */
export function requireProductionFlag({ command, env, production, target }: Given): void {
  if (production || !needsProductionFlag(env, command, target)) return;
  throw new ToolError(
    `${command} of ${env} needs --production. Nothing was done.`,
    `Run ${nxCommand(env, command, target)}`,
  );
}
