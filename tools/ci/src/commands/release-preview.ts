import {
  firstVersionNote,
  refusal,
  releasePreview as previewOf,
  type Release,
  type ReleasePreview,
} from '@restartix/release/packages';
import { code, cell, fence } from '@restartix/kit';
import { addSummary } from '../actions/job';
import type { Context } from '../command';
import type { AffectedEnv } from '../environments/affected';

/**
 * Says which packages a change would release and which environments it affects, and fails when the public API or the
 * published content of a package changed without the changeset that it needs. Without a head, it is the working folder.
 */
export async function releasePreview(
  { root, environment, affectedEnvs }: Context,
  { base, head }: Change,
): Promise<number> {
  const preview = await previewOf({ root, base, head });
  const envs = (await affectedEnvs({ root, base, head })).filter(({ affected }) => affected);
  const refusals = preview.changed.flatMap((each) => refusal(each) ?? []);
  const notes = preview.changed.flatMap((each) => firstVersionNote(each) ?? []);

  const text = previewMarkdown({ preview, envs, notes, refusals });
  console.log(text);
  addSummary(text, environment);
  return refusals.length > 0 ? 1 : 0;
}

interface Change {
  readonly base: string;
  readonly head?: string;
}

interface Previewed {
  readonly preview: ReleasePreview;
  readonly envs: readonly AffectedEnv[];
  readonly notes: readonly string[];
  readonly refusals: readonly string[];
}

/** The same for the terminal and for the page of the run. */
export function previewMarkdown({ preview, envs, notes, refusals }: Previewed): string {
  return [
    '## What this change releases',
    '',
    ...table(
      ['package', 'bump', 'version'],
      preview.releases.map((each) => [each.name, each.bump, versionOf(each)]),
      'No package.',
    ),
    ...preview.changed.flatMap(({ name, changes }) =>
      changes.length === 0
        ? []
        : [
            '',
            `The public API of ${code(name).text}:`,
            '',
            ...changes.map(({ bump, at, what }) => `- ${bump}: ${code(at).text} ${code(what).text}`),
          ],
    ),
    ...notes.flatMap((note) => ['', code(note).text]),
    ...refusals.flatMap((refusal) => ['', '### Refused', '', fence(refusal.split('\n'), 'text').text]),
    '',
    '## Which environments it affects',
    '',
    ...table(
      ['environment', 'why'],
      envs.map(({ env, reason }) => [env, reason]),
      'None.',
    ),
  ].join('\n');
}

function versionOf({ from, to }: Release): string {
  return from === undefined ? to : `${from} → ${to}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[], none: string): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.map((each) => cell(each).text).join(' | ')} |`;
  return rows.length === 0
    ? [none]
    : [`| ${head.join(' | ')} |`, `| ${head.map(() => '---').join(' | ')} |`, ...rows.map(line)];
}
