import { Synthesized } from '@restartix/testing';
import { Account } from '../policies/account';
import { decideAll, problemOf } from './check';
import {
  COMMANDS,
  distinctCalls,
  readRecord,
  recordOf,
  whole,
  writeRecord,
  type LoggedCall,
  type PipelineRole,
} from './record';
import { isRefused } from './refused';
import { typesOf, type Stack } from './stack';

export type { Stack };

interface LiveOptions {
  readonly env: string;
  /** The whole log of the emulator that the environment lived in. */
  readonly log: readonly LoggedCall[];
  /** The environment, and the stack that makes its roles. */
  readonly stacks: Readonly<Record<string, Stack>>;
  /** Addresses that the run skipped. */
  readonly skipped: readonly string[];
}

/** `UPDATE_CALLS=1` writes the record anew. */
export const UPDATE = 'UPDATE_CALLS';

/** What an environment's roles called and may not, and what is called and not recorded. */
export async function problemsOf({ env, log, stacks, skipped }: LiveOptions): Promise<string[]> {
  const stack = stacks[env];
  if (!stack) throw new Error(`No synthesized stack of ${env}.`);
  const recorded = recordOf(log, env, typesOf(stack, skipped));
  if (process.env[UPDATE]) writeRecord(env, recorded);
  const account = new Account(...Object.values(stacks).map((each) => new Synthesized(each)));
  const known = readRecord(env);
  const problems = (['plan', 'apply'] as const).map(async (role) => {
    const calls = recorded.calls[role];
    if (calls.length === 0)
      return [`${env}: the log has no calls of ${role} (commands: ${COMMANDS[role].join(', ')}).`];
    const name = `restartix-${env}-github-${role}`;
    const decided = await decideAll(
      account,
      name,
      calls.map((call) => whole(call, account.tags())),
    );
    const denied = decided
      .filter(({ allowed, request }) => !allowed && !isRefused(request))
      .map((each) => problemOf(name, each));
    return [...denied, ...newActions(role, calls, known.calls[role])];
  });
  return (await Promise.all(problems)).flat();
}

/** What one role called and may not: a task's script, say. */
export async function deniedTo(
  stack: Stack,
  role: string,
  { log, env, command }: { readonly log: readonly LoggedCall[]; readonly env: string; readonly command: string },
): Promise<string[]> {
  const account = new Account(new Synthesized(stack));
  const calls = distinctCalls(log, env, [command]).map((call) => whole(call, account.tags()));
  if (calls.length === 0) return [`The log has no calls of ${env} ${command}.`];
  const decided = await decideAll(account, role, calls);
  return decided.filter(({ allowed }) => !allowed).map((each) => problemOf(role, each));
}

/** Reads come and go with retries; what changes something does not. */
const READ = /:(Describe|Get|List|View)/;

function newActions(
  role: PipelineRole,
  calls: readonly { action: string }[],
  known: readonly { action: string }[],
): string[] {
  const old = new Set(known.map(({ action }) => action));
  const actions = new Set(calls.map(({ action }) => action).filter((action) => !READ.test(action) && !old.has(action)));
  return [...actions].map((action) => `${role} calls ${action}, which is not recorded. ${HOW_TO_RECORD}`);
}

export const HOW_TO_RECORD =
  'Record the calls anew (a deploy of each environment): UPDATE_CALLS=1 npx nx run e2e:e2e -- lifecycle production';
