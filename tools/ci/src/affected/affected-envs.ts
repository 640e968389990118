import { parseArgs } from 'node:util';
import { affectedEnvs, type Verdict } from '@restartix/affected';

/**
 * `affected-envs --base=REF [--head=REF]`: every environment with the reason why it is reached or left; the last line is
 * the reached ones as JSON. Without a head it is the working folder.
 */
export async function printAffectedEnvs(args: readonly string[], root: string): Promise<void> {
  const { base, head } = parseArgs({
    args: [...args],
    options: { base: { type: 'string' }, head: { type: 'string' } },
  }).values;
  const verdicts = await affectedEnvs({ root, base, head });
  console.log(affectedLines(verdicts).join('\n'));
}

export function affectedLines(verdicts: readonly Verdict[]): string[] {
  const width = Math.max(...verdicts.map(({ env }) => env.length), 0);
  return [
    ...verdicts.map(
      ({ env, reached, reason }) => `${env.padEnd(width)}  ${reached ? 'reached' : 'left   '}  ${reason}`,
    ),
    JSON.stringify(verdicts.filter(({ reached }) => reached).map(({ env, reason }) => ({ env, reason }))),
  ];
}
