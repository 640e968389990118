/**
 * `nx run upgrade:rehearse [--from=REF] [--published=registry] [--example=NAME]`: fails when an upgrade of a library would lose
 * data that nobody announced.
 */
import { writeFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { NpmRegistry, destination } from '@restartix/release';
import { rehearseUpgrades } from './rehearse';

const SCOPE = '@restartix';

async function main(): Promise<void> {
  const { from, example, published } = parseArgs({
    options: {
      from: { type: 'string' },
      example: { type: 'string' },
      published: { type: 'string', default: 'tags' },
    },
  }).values;
  if (published !== 'tags' && published !== 'registry') {
    throw new Error(
      `--published=${published} is not possible (allowed: tags, registry). Leave it out to compare with tags.`,
    );
  }
  const root = process.cwd();
  const registry =
    published === 'registry' ? new NpmRegistry(await destination(root, SCOPE, process.env), process.env) : undefined;
  try {
    const { refused, notes } = await rehearseUpgrades({
      root,
      from,
      registry,
      example,
      say: (line) => console.log(line),
    });
    const folder = join(root, 'tools/upgrade/reports');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'release-notes.md'), `${notes.join('\n\n')}\n`);
    if (notes.length > 0) console.log(`\n${notes.join('\n\n')}`);
    if (refused.length > 0) console.error(`\n${refused.join('\n\n')}`);
    else console.log('\nNo upgrade loses data unannounced.');
    process.exitCode = refused.length > 0 ? 1 : 0;
  } finally {
    registry?.close();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
