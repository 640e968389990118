import type { Release, ReleasePreview } from '@restartix/packages';
import { addSummary } from '../actions/job';
import { flags, required, type Command } from '../command';
import { reachedEnvs, type Reached } from '../environments/affected';

/**
 * Says which packages a change would release and which environments it reaches, and fails when a public API changed
 * without the changeset that it needs. Without a head, it is the working folder.
 */
export const releasePreview: Command = async (args, { root, environment }) => {
  const { values } = flags(args, { base: { type: 'string' }, head: { type: 'string' } });
  const base = required('base', values.base);
  // Loaded here: it brings the compiler, which no other command needs.
  const packages = await import('@restartix/packages');
  const preview = await packages.releasePreview({ root, base, head: values.head });
  const envs = reachedEnvs(root, base, values.head);
  const refusals = preview.apis.flatMap((api) => packages.refusal(api) ?? []);
  const notes = preview.apis.flatMap((api) => packages.firstVersionNote(api) ?? []);

  const text = previewMarkdown({ preview, envs, notes, refusals });
  console.log(text);
  addSummary(text, environment);
  return refusals.length > 0 ? 1 : 0;
};

interface Previewed {
  readonly preview: ReleasePreview;
  readonly envs: readonly Reached[];
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
    ...preview.apis.flatMap(({ name, changes }) => [
      '',
      `The public API of \`${name}\`:`,
      '',
      ...changes.map(({ bump, at, what }) => `- ${bump}: \`${at}\` ${what}`),
    ]),
    ...notes.flatMap((note) => ['', note]),
    ...refusals.flatMap((refusal) => ['', '### Refused', '', '```', refusal, '```']),
    '',
    '## Which environments it reaches',
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
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return rows.length === 0 ? [none] : [line(head), line(head.map(() => '---')), ...rows.map(line)];
}
