import { TerraformStack } from 'cdktf';
import type { Construct, IConstruct } from 'constructs';
import { EnvStack } from './env-stack';

/**
 * What the constructs of one environment know of each other, in whichever stack of the app they are: AWS has one set of
 * names for all of them.
 *
 * @param make the empty one
 */
export function perEnvironment<T extends object>(make: () => T): (construct: Construct) => T {
  const apps = new WeakMap<IConstruct, Map<string, T>>();
  return (construct) => {
    const stack = TerraformStack.of(construct);
    const { root } = stack.node;
    const environments = apps.get(root) ?? new Map<string, T>();
    apps.set(root, environments);
    const key = environmentOf(stack);
    const known = environments.get(key) ?? make();
    environments.set(key, known);
    return known;
  };
}

function environmentOf(stack: TerraformStack): string {
  if (!(stack instanceof EnvStack)) return stack.node.path;
  const { project, env, region, accountId } = stack;
  return JSON.stringify([project, env, region, accountId]);
}
