import { nxCommand, ToolError } from '@restartix/kit';
import type { PlanReport, ResourceBlocks } from '@restartix/plan-report';
import { readJson } from '../environment/configuration';
import { envPaths } from '../environment/paths';
import { stacksOf } from '../environment/stacks';
import { Session } from '../run/session';
import { ensureInit } from '../run/init';
import { stateAddresses } from './resources';
import { placeImports } from './untracked';

/**
 * A resource went from one stack of the code to another, and is still in the state of the first: one plan destroys it, the other
 * makes it again.
 * @throws ToolError that names the command that moves it.
 */
export async function refuseUnsplit(session: Session, { changes }: Pick<PlanReport, 'changes'>): Promise<void> {
  const { root, env, name } = session.paths;
  const others = stacksOf(root, env).filter((each) => each !== name);
  const misplaced: string[] = [];
  for (const other of others) {
    const { resource = {} } = readJson(envPaths(root, env, session.target, other)) as { resource?: ResourceBlocks };
    const isThere = (address: string): boolean => {
      const [type = '', block = ''] = address.replace(/\[.*$/, '').split('.');
      return resource[type]?.[block] !== undefined;
    };
    const destroyed = changes.filter(({ action, address }) => action === 'destroy' && isThere(address));
    misplaced.push(
      ...destroyed.map(({ address }) => `${address} is in the state of ${name}, and in the configuration of ${other}`),
    );
    // An import is what the plan made of a name that is taken.
    const created = changes.filter(({ action, address }) => action !== 'destroy' && !isThere(address));
    if (created.length === 0) continue;
    const had = await addressesOf(session, other);
    const left = created.filter(({ address }) => had.has(address));
    misplaced.push(
      ...left.map(({ address }) => `${address} is in the state of ${other}, and in the configuration of ${name}`),
    );
  }
  if (misplaced.length === 0) return;
  throw new ToolError(
    [
      `The stacks of ${env} changed, and their states did not; nothing may be applied:`,
      ...misplaced.map((each) => `  ${each}`),
    ].join('\n'),
    `Move what is in the wrong state: ${nxCommand(env, 'split-state', session.target)}`,
  );
}

async function addressesOf({ target, paths: { root, env } }: Session, stack: string): Promise<Set<string>> {
  const other = await Session.open({ command: 'plan', env, stack, target, root });
  placeImports(other, []);
  await ensureInit(other, { kind: 's3' });
  return stateAddresses(other);
}
