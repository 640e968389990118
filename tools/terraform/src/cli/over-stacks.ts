import { nxCommand, ToolError, workspaceRoot } from '@restartix/kit';
import { stacksOf } from '../environment/stacks';
import { TerraformFailure } from '../run/failure';
import type { Options } from './options';

type Command = (options: Options) => Promise<number>;

const FORWARDS: readonly string[] = ['init', 'validate', 'preflight', 'plan', 'deploy', 'drift'];
const BACKWARDS: readonly string[] = ['destroy'];

/**
 * Runs a command on each stack of an environment: one after the other in the order of what they take from each other, so that
 * each finds what it needs, and backwards to destroy. The highest exit code is that of all.
 * @throws ToolError for a stack that the environment does not have.
 */
export async function overStacks(command: Command, options: Options): Promise<number> {
  const { env, stack } = options;
  const stacks = chosenStacks(options);
  let code = 0;
  for (const [index, name] of stacks.entries()) {
    if (stacks.length > 1) console.log(`${index > 0 ? '\n' : ''}${name}, stack ${index + 1} of ${stacks.length}`);
    try {
      code = Math.max(
        code,
        await command(stacks.length > 1 || stack !== undefined ? { ...options, stack: name } : options),
      );
    } catch (error) {
      if (index === 0 || options.command !== 'plan' || !isAwaiting(error)) throw error;
      console.log(
        `${name}: not planned yet. It takes values of ${stacks.slice(0, index).join(', ')} that exist once that is deployed.`,
      );
      console.log(`${nxCommand(env, 'deploy')} plans each stack after those before it are applied.`);
    }
  }
  return code;
}

function isAwaiting(error: unknown): boolean {
  return error instanceof TerraformFailure && error.kind === 'other-stack-missing';
}

function chosenStacks({ command, env, stack }: Options): readonly string[] {
  const known = stacksOf(workspaceRoot(), env);
  if (stack !== undefined && !known.includes(stack))
    throw new ToolError(`${env} has no stack "${stack}".`, `Its stacks are ${known.join(', ')}.`);
  if (stack !== undefined) return [stack];
  if (FORWARDS.includes(command)) return known;
  return BACKWARDS.includes(command) ? [...known].reverse() : [env];
}
