import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EnvStack } from '@restartix/core';
import type { Stack } from '@restartix/terraform';
import { synth, type TerraformJson } from '@restartix/testing';

interface LoggedCall {
  readonly operation: string;
  readonly status: number;
  readonly resources?: readonly string[];
}

export type Json = TerraformJson & Record<string, unknown>;

/** The configuration of one stack. */
export function configuration(make: (stack: EnvStack) => void): Json {
  return synth(make, { accountId: '123456789012' }).json as Json;
}

/** The calls of an apply that change something, in their order: `DeleteSubnet arn:aws:ec2:…`. */
export async function changesOf(apply: () => Promise<void>): Promise<string[]> {
  const before = logged().length;
  await apply();
  return logged()
    .slice(before)
    .filter(({ operation, status }) => status < 400 && !/^(Describe|Get|List|Head)/.test(operation))
    .map(({ operation, resources = [] }) => [operation, ...resources].join(' '));
}

/** Applies one configuration after the other; the calls of the last. */
export async function inOrder(stack: Stack, ...steps: readonly Json[]): Promise<string[]> {
  let calls: string[] = [];
  for (const step of steps) calls = await changesOf(() => stack.apply(step));
  return calls;
}

/** Fails unless there are calls of each kind, and all of one come before all of the next. */
export function expectOrder(calls: readonly string[], ...kinds: readonly RegExp[]): void {
  const places = kinds.map((kind) => calls.flatMap((call, at) => (kind.test(call) ? [at] : [])));
  const missing = kinds.filter((_, index) => places[index]!.length === 0);
  if (missing.length > 0) throw new Error(`no call ${missing.join(', ')} in:\n${calls.join('\n')}`);
  for (let index = 1; index < kinds.length; index += 1) {
    if (Math.max(...places[index - 1]!) < Math.min(...places[index]!)) continue;
    throw new Error(`${kinds[index]} came before ${kinds[index - 1]} in:\n${calls.join('\n')}`);
  }
}

function logged(): LoggedCall[] {
  return readFileSync(join(process.env['EMULATOR_HOME']!, 'calls.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as LoggedCall);
}
