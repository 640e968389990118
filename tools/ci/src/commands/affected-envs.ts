import type { EnvResult } from '@restartix/release/affected';
import { defineCommand } from '../command';

/**
 * `affected-envs --base=REF [--head=REF]`: every environment with the reason why it is affected or not; the last line is the
 * affected ones as JSON. Without a head it is the working folder.
 */
export const printAffectedEnvs = defineCommand({
  name: 'affected-envs',
  summary: 'Prints every environment with why a change affects it or not; the last line is the affected ones as JSON.',
  line: (command) =>
    command
      .option('--base <ref>', 'what the change is compared with')
      .option('--head <ref>', 'default: the working folder'),
  run: async ({ root, affectedEnvs }, { base, head }) => {
    console.log(affectedLines(await affectedEnvs({ root, base, head })).join('\n'));
    return 0;
  },
});

function affectedLines(results: readonly EnvResult[]): string[] {
  const width = Math.max(...results.map(({ env }) => env.length), 0);
  return [
    ...results.map(
      ({ env, affected, reason }) => `${env.padEnd(width)}  ${affected ? 'affected  ' : 'unaffected'}  ${reason}`,
    ),
    JSON.stringify(results.filter(({ affected }) => affected).map(({ env, reason }) => ({ env, reason }))),
  ];
}
