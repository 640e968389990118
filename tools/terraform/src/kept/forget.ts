import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { REMOTE_STATE_OVERRIDE } from '../environment/overrides';
import type { Session } from '../run/session';
import type { StateResource } from '../state/resources';
import type { Stays } from './stays';

/**
 * The environment with nothing in its configuration but what stays, as `removed` blocks: Terraform then destroys what the state
 * has and forgets these. `-destroy` knows no exceptions, and `-target` takes what depends on a target with it.
 * @see https://developer.hashicorp.com/terraform/language/block/removed
 */
export function forgetting(session: Session, stays: readonly Stays[]): Session {
  const { paths } = session;
  const stack = join(paths.work, 'destroy');
  rmSync(stack, { recursive: true, force: true });
  mkdirSync(stack, { recursive: true, mode: 0o700 });
  for (const name of readdirSync(paths.stack).filter(
    (each) => /(_override\.tf\.json|\.lock\.hcl)$/.test(each) && each !== REMOTE_STATE_OVERRIDE,
  ))
    copyFileSync(join(paths.stack, name), join(stack, name));
  const { terraform, provider } = JSON.parse(readFileSync(join(paths.stack, 'cdk.tf.json'), 'utf8')) as Json;
  const removed = stays
    .flatMap(({ address, parts }) => [address, ...parts])
    .map((from) => ({ from, lifecycle: { destroy: false } }));
  writeFileSync(join(stack, 'cdk.tf.json'), `${JSON.stringify({ terraform, provider, removed }, null, 2)}\n`);
  return session.elsewhere({ stack, data: paths.data }, {});
}

/** What both the state and a `prevent_destroy` of the configuration have: Terraform refuses to plan that. */
export function preventedIn({ paths }: Session, state: readonly StateResource[]): string[] {
  const { resource = {} } = JSON.parse(readFileSync(join(paths.stack, 'cdk.tf.json'), 'utf8')) as Json;
  return state
    .filter(({ type, name }) => resource[type]?.[name]?.lifecycle?.prevent_destroy === true)
    .map(({ type, name }) => `${type}.${name}`);
}

interface Json {
  readonly terraform?: unknown;
  readonly provider?: unknown;
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Block>>>>;
}

interface Block {
  readonly lifecycle?: { readonly prevent_destroy?: boolean };
}
