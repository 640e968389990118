import { workspaceRoot } from '@restartix/kit';
import { restoreErroredState } from '../state/errored';
import { ensureLocalStateBucket } from '../state/local-bucket';
import type { Options } from './options';
import type { StateForm } from '../environment/overrides';
import { Session } from '../run/session';
import { openState } from '../state/open';
import { refuseForbidden } from '../untrusted/refuse';

/** An environment that Terraform can work on: provider installed, state bucket there, backend initialized. */
export interface OpenEnvironment {
  readonly session: Session;
  readonly state: StateForm;
}

export async function openEnvironment(options: Pick<Options, 'command' | 'env' | 'target'>): Promise<OpenEnvironment> {
  const session = await Session.open({ ...options, root: workspaceRoot() });
  if (options.target === 'cloud') refuseForbidden(session);
  await ensureLocalStateBucket(session);
  const state = await openState(session);
  await restoreErroredState(session);
  return { session, state };
}
