import { ToolError } from '@restartix/kit';
import type { Context } from './context';

type Asks = Pick<Context, 'env' | 'isProtected' | 'ask'>;

/**
 * Production's name is typed before something is done in it, or given ahead as `--yes=production`. Others do not ask.
 * @throws ToolError when it was not.
 */
export async function confirm({ env, isProtected, ask }: Asks, what: string, yes?: string): Promise<void> {
  if (!isProtected || yes === env) return;
  const typed = yes ?? (await ask(`${what}\nType the environment’s name to go on: `));
  if (typed === env) return;
  throw new ToolError(
    typed === undefined ? `${what}: not confirmed, there is no terminal.` : `"${typed}" is not the environment’s name.`,
    `Nothing was done. Type ${env}, or give --yes=${env}.`,
  );
}
