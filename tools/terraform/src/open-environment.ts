import { restoreErroredState } from './errored-state';
import { ensureLocalStateBucket } from './local-bootstrap';
import type { Options } from './options';
import type { StateForm } from './overrides';
import { Session } from './session';
import { openState } from './state';
import { workspaceRoot } from './workspace';

/** An environment that Terraform can work on: provider installed, state bucket there, backend initialized. */
export interface OpenEnvironment {
  readonly session: Session;
  readonly state: StateForm;
}

export async function openEnvironment({ env, target }: Pick<Options, 'env' | 'target'>): Promise<OpenEnvironment> {
  const session = await Session.open(env, target, workspaceRoot());
  await ensureLocalStateBucket(session);
  const state = await openState(session);
  await restoreErroredState(session);
  return { session, state };
}
