import { SKIPPED_OUTPUT, skippedValues, type SkippedValues } from '@restartix/plan-report';
import { explain } from './explain-failure';
import type { Session } from './session';

interface Output {
  readonly sensitive: boolean;
  readonly value: unknown;
}

/** An output that other stacks read: CDKTF made it, and nobody asked for it. */
export const isForStacks = (name: string): boolean => name.startsWith('cross_stack_output_');

/** The outputs of the state for people; sensitive ones are left out. */
export async function readOutputs(session: Session): Promise<Record<string, unknown>> {
  const outputs = Object.entries(await outputsOfState(session));
  return Object.fromEntries(outputs.filter(([name]) => name !== SKIPPED_OUTPUT && !isForStacks(name)));
}

/** What the last apply made of the arguments of skipped resources. */
export async function readSkippedValues(session: Session): Promise<SkippedValues> {
  return skippedValues({ after: (await outputsOfState(session))[SKIPPED_OUTPUT] });
}

async function outputsOfState(session: Session): Promise<Record<string, unknown>> {
  const { code, output, errors, log } = await session.run(['output', '-json'], { secret: true });
  if (code !== 0) throw explain(session, 'output', errors, log);
  const values = Object.entries(JSON.parse(output) as Record<string, Output>)
    .filter(([, { sensitive }]) => !sensitive)
    .map(([name, { value }]) => [name, value] as const);
  return Object.fromEntries(values);
}
