import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ToolError } from '@restartix/kit';
import { destination, NpmRegistry } from '@restartix/release/publish';
import { rehearseUpgrades } from '@restartix/release/rehearsal';
import { Stage, withoutCloudflare } from '@restartix/terraform';
import type { Context } from '../command';

const SCOPE = '@restartix';
const REPORTS = 'tools/release/reports';

/**
 * `rehearse-upgrades [--from=REF] [--published=registry] [--example=NAME]`: fails when an upgrade of a library would lose data
 * without an announcement.
 */
export async function rehearse({ root, environment }: Context, { from, example, published }: Asked): Promise<number> {
  if (published !== 'tags' && published !== 'registry') {
    throw new ToolError(
      `--published=${published} is not possible (allowed: tags, registry).`,
      'Omit it to compare with tags.',
    );
  }
  const registry =
    published === 'registry' ? new NpmRegistry(await destination(root, SCOPE, environment), environment) : undefined;
  try {
    const applier = { open: () => Stage.open(), supported: withoutCloudflare };
    const say = (line: string): void => console.log(line);
    const { refused, notes } = await rehearseUpgrades({ root, applier, from, registry, example, say });
    mkdirSync(join(root, REPORTS), { recursive: true });
    writeFileSync(join(root, REPORTS, 'release-notes.md'), `${notes.join('\n\n')}\n`);
    if (notes.length > 0) console.log(`\n${notes.join('\n\n')}`);
    if (refused.length > 0) console.error(`\n${refused.join('\n\n')}`);
    else console.log('\nNo upgrade loses data unannounced.');
    return refused.length > 0 ? 1 : 0;
  } finally {
    registry?.close();
  }
}

interface Asked {
  readonly from?: string;
  readonly example?: string;
  readonly published: string;
}
