import { parseJson } from '@restartix/kit';
import { jsonChanges, type JsonChange } from './json-changes';

/** The output of one synthesis of all environments. */
export interface Synthesis {
  /** Path below `apps/` → text, e.g. `staging/cdktf.out/stacks/staging/cdk.tf.json`. */
  readonly files: ReadonlyMap<string, string>;
  /** Environment → the warnings that it printed. */
  readonly warnings: ReadonlyMap<string, string>;
}

interface AcceptedChange {
  readonly file: RegExp;
  readonly path: string;
  readonly why: string;
}

/** The only differences that are allowed. Terraform reads neither. */
export const ACCEPTED: readonly AcceptedChange[] = [
  { file: /\/cdk\.tf\.json$/, path: '//.metadata.version', why: 'the library records its own version' },
  { file: /\/manifest\.json$/, path: 'version', why: 'the same version, beside the list of stacks' },
];

export interface Comparison {
  readonly accepted: readonly string[];
  /** Empty when both libraries synthesize the same. */
  readonly refused: readonly string[];
}

/** Compares what two libraries synthesize from the same sources. */
export function compareSyntheses(before: Synthesis, after: Synthesis): Comparison {
  const names = [...new Set([...before.files.keys(), ...after.files.keys()])].sort();
  const found = names.flatMap((file) => compareFiles(file, before.files.get(file), after.files.get(file)));
  return {
    accepted: found.flatMap(({ text, why }) => (why === undefined ? [] : [`${text} (${why})`])),
    refused: [
      ...found.flatMap(({ text, why }) => (why === undefined ? [text] : [])),
      ...[...before.warnings].flatMap(([env, text]) => compareWarnings(env, text, after.warnings.get(env) ?? '')),
    ],
  };
}

interface Found {
  readonly text: string;
  /** Why it is accepted. */
  readonly why?: string;
}

function compareFiles(file: string, before: string | undefined, after: string | undefined): Found[] {
  if (before === undefined || after === undefined) {
    return [{ text: `${file}: written by ${before === undefined ? 'the successor' : 'CDKTF'} only` }];
  }
  return jsonChanges(parseJson(before, file), parseJson(after, file)).map((change) => ({
    text: `${file}: ${textOf(change)}`,
    why: ACCEPTED.find((each) => each.file.test(file) && each.path === change.path)?.why,
  }));
}

function compareWarnings(env: string, before: string, after: string): string[] {
  // The successor calls itself CDKTN where CDKTF wrote its own name.
  const [old, now] = [before, after.replaceAll('CDKTN', 'CDKTF')].map((text) => text.split('\n')) as [
    string[],
    string[],
  ];
  if (old.join() === now.join()) return [];
  const lines = [
    ...old.filter((line) => !now.includes(line)).map((line) => `- ${line}`),
    ...now.filter((line) => !old.includes(line)).map((line) => `+ ${line}`),
  ];
  return [[`${env}: the warnings differ${lines.length === 0 ? ' in their order' : ''}`, ...lines].join('\n')];
}

function textOf({ path, before, after }: JsonChange): string {
  return `${path} ${JSON.stringify(before) ?? '(none)'} → ${JSON.stringify(after) ?? '(none)'}`;
}
