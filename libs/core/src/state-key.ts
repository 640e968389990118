import type { Construct, IConstruct } from 'constructs';
import { checkConfig } from './config-error';

const states = new WeakMap<IConstruct, Map<string, string>>();

/**
 * Takes an object of the state bucket for a stack: two stacks with one state would each destroy what the other makes.
 *
 * @throws ConfigError when another stack of the app has it.
 */
export function claimState(stack: Construct, bucket: string, key: string): void {
  const { root, id, path } = stack.node;
  const taken = states.get(root) ?? new Map<string, string>();
  states.set(root, taken);
  const state = `s3://${bucket}/${key}`;
  const owner = taken.get(state);
  checkConfig('env', id, (problem) => {
    if (owner === undefined) return;
    problem({
      property: 'state.key',
      value: key,
      allowed: `a key of its own in ${bucket}; the stack "${owner}" has this one, and each would destroy what the other makes`,
      fix: `Set state.key, e.g. to ${key.replace(/[^/]+$/, `${id}.tfstate`)}.`,
    });
  });
  taken.set(state, path);
}
