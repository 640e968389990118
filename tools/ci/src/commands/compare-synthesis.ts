import { compareSynthesis } from '@restartix/release/affected';
import { flags, required, type Command } from '../command';

/**
 * `compare-synthesis --base=REF [--head=REF] [ENV…]`: whether each environment synthesizes to what it synthesized to at the
 * base, with every value that differs; exit 1 when one does. Without a head it is the working folder.
 */
export const printSynthesisComparison: Command = async (args, { root }) => {
  const { values, positionals } = flags(args, { base: { type: 'string' }, head: { type: 'string' } });
  const envs = positionals.length > 0 ? positionals : undefined;
  const compared = await compareSynthesis({ root, base: required('base', values.base), head: values.head, envs });
  for (const { env, differences } of compared) {
    console.log(differences.length === 0 ? `${env}: identical` : `${env}: ${differences.length} differences`);
    for (const line of differences) console.log(`  ${line}`);
  }
  return compared.some(({ differences }) => differences.length > 0) ? 1 : 0;
};
