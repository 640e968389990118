import { LOCAL_ACCOUNT } from '@restartix/emulator';
import { describeTarget } from '@restartix/preflight';
import type { Session } from '../run/session';

/**
 * One line with target, account, region and role, for whoever is about to read a plan or to answer a question.
 * @throws ToolError when the credentials are of another account than the environment's.
 */
export async function targetOf({
  sdk,
  emulator,
  configuration: { accounts },
  paths: { env },
}: Session): Promise<string> {
  const { region } = sdk;
  if (emulator) return `${env}: emulator at ${emulator.url}, account ${LOCAL_ACCOUNT}, ${region}`;
  return describeTarget({ env, region, accounts }, sdk);
}
