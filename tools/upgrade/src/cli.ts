/** `nx run upgrade:rehearse [--from=REF] [--example=NAME]`: fails when an upgrade of a library would lose data that nobody announced. */
import { writeFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { rehearseUpgrades } from './rehearse';

async function main(): Promise<void> {
  const { from, example } = parseArgs({ options: { from: { type: 'string' }, example: { type: 'string' } } }).values;
  const root = process.cwd();
  const { refused, notes } = await rehearseUpgrades({ root, from, example, say: (line) => console.log(line) });
  const folder = join(root, 'tools/upgrade/reports');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'release-notes.md'), `${notes.join('\n\n')}\n`);
  if (notes.length > 0) console.log(`\n${notes.join('\n\n')}`);
  if (refused.length > 0) console.error(`\n${refused.join('\n\n')}`);
  else console.log('\nNo upgrade loses data unannounced.');
  process.exitCode = refused.length > 0 ? 1 : 0;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
