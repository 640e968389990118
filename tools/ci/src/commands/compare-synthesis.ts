import { compareSynthesis } from '@restartix/release/affected';
import { filled } from '@restartix/kit';
import { defineCommand } from '../command';

/**
 * `compare-synthesis --base=REF [--head=REF] [ENV…]`: whether each environment synthesizes to what it synthesized to at the
 * base, with every value that differs; exit 1 when one does. Without a head it is the working folder.
 */
export const printSynthesisComparison = defineCommand({
  name: 'compare-synthesis',
  summary: 'Says whether each environment synthesizes to what it did at the base; exit 1 when one does not.',
  line: (command) =>
    command
      .argument('[envs...]', 'default: all')
      .requiredOption('--base <ref>', 'what to compare with', filled)
      .option('--head <ref>', 'default: the working folder'),
  run: async ({ root }, { base, head }, named) => {
    const envs = named.length > 0 ? named : undefined;
    const compared = await compareSynthesis({ root, base, head, envs });
    for (const { env, differences } of compared) {
      console.log(differences.length === 0 ? `${env}: identical` : `${env}: ${differences.length} differences`);
      for (const line of differences) console.log(`  ${line}`);
    }
    return compared.some(({ differences }) => differences.length > 0) ? 1 : 0;
  },
});
