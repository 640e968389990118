import { workspaceRoot } from '@restartix/kit';
import { restoreErroredState } from '../state/errored';
import { ensureLocalStateBucket } from '../state/local-bucket';
import type { Options } from './options';
import type { StateForm } from '../environment/overrides';
import { Session } from '../run/session';
import { openState } from '../state/open';
import { placeImports } from '../state/untracked';
import { refuseForbidden } from '../untrusted/refuse';
import { say } from './say';
import { targetOf } from './target';

/** An environment that Terraform can work on: provider installed, state bucket there, backend initialized. */
export interface OpenEnvironment {
  readonly session: Session;
  readonly state: StateForm;
  /** One line: target, account, region and role. */
  readonly target: string;
}

/** What they print is the answer, for a program too. */
const ANSWERS: readonly string[] = ['output', 'urls'];

type Asked = Pick<Options, 'command' | 'env' | 'stack' | 'target'>;

/** The environment for what only looks: with `--without-secrets` a copy that is gone afterwards. */
export async function lookAt<T>(
  options: Asked & Pick<Options, 'withoutSecrets'>,
  look: (environment: OpenEnvironment) => Promise<T>,
): Promise<T> {
  if (!options.withoutSecrets) return look(await openEnvironment(options));
  const { withoutSecrets } = await import('../without-secrets/without-secrets.js');
  const { session: whole, target: line } = await openSession(options);
  return withoutSecrets(whole, (session) => look({ session, state: { kind: 's3' }, target: line }));
}

async function openSession({ command, env, stack, target }: Asked): Promise<Omit<OpenEnvironment, 'state'>> {
  const session = await Session.open({ command, env, stack, target, root: workspaceRoot() });
  // Of a plan that was not applied: the configuration may have changed since.
  placeImports(session, []);
  if (target === 'cloud') refuseForbidden(session);
  const line = await targetOf(session);
  if (!ANSWERS.includes(command)) say(line);
  return { session, target: line };
}

export async function openEnvironment(options: Asked): Promise<OpenEnvironment> {
  const { session, target } = await openSession(options);
  await ensureLocalStateBucket(session);
  const state = await openState(session);
  // What is rescued cannot be pushed past a lock, which this command is there to release.
  if (options.command !== 'unlock') await restoreErroredState(session);
  return { session, state, target };
}
