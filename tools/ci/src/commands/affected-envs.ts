import type { EnvResult } from '@restartix/release/affected';
import { flags, type Command } from '../command';

/**
 * `affected-envs --base=REF [--head=REF]`: every environment with the reason why it is affected or not; the last line is the
 * affected ones as JSON. Without a head it is the working folder.
 */
export const printAffectedEnvs: Command = async (args, { root, affectedEnvs }) => {
  const { base, head } = flags(args, { base: { type: 'string' }, head: { type: 'string' } }).values;
  console.log(affectedLines(await affectedEnvs({ root, base, head })).join('\n'));
  return 0;
};

function affectedLines(results: readonly EnvResult[]): string[] {
  const width = Math.max(...results.map(({ env }) => env.length), 0);
  return [
    ...results.map(
      ({ env, affected, reason }) => `${env.padEnd(width)}  ${affected ? 'affected  ' : 'unaffected'}  ${reason}`,
    ),
    JSON.stringify(results.filter(({ affected }) => affected).map(({ env, reason }) => ({ env, reason }))),
  ];
}
