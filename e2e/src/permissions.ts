import { problemsOf, type LoggedCall, type Stack } from '@restartix/checks/permissions';
import type { Workspace } from './workspace';

/** What an environment's roles called in its whole life here, and AWS would deny. */
export function deniedCalls(workspace: Workspace, env: string, skipped: readonly string[]): Promise<string[]> {
  const stack = (name: string): Stack => workspace.json(`apps/${name}/cdktf.out/stacks/${name}/cdk.tf.json`);
  return problemsOf({
    env,
    log: calls(workspace),
    stacks: { [env]: stack(env), bootstrap: stack('bootstrap') },
    skipped,
  });
}

/** The emulator's log so far. */
export function calls(workspace: Workspace): LoggedCall[] {
  const lines = workspace.read('.emulator/calls.jsonl').trim().split('\n');
  return lines.map((line) => JSON.parse(line) as LoggedCall);
}
