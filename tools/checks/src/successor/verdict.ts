import { canonical } from '@restartix/affected';
import { differences, type Difference } from './differences';

/** What one synthesis of all environments leaves. */
export interface Synthesis {
  /** Path below `apps/` → text, e.g. `staging/cdktf.out/stacks/staging/cdk.tf.json`. */
  readonly files: ReadonlyMap<string, string>;
  /** Environment → the warnings that it printed. */
  readonly warnings: ReadonlyMap<string, string>;
}

interface Accepted {
  readonly file: RegExp;
  readonly path: string;
  readonly why: string;
}

/** The only differences that may be. Terraform reads neither. */
export const ACCEPTED: readonly Accepted[] = [
  { file: /\/cdk\.tf\.json$/, path: '//.metadata.version', why: 'the library notes its own version for itself' },
  { file: /\/manifest\.json$/, path: 'version', why: 'the same note, beside the list of stacks' },
];

export interface Verdict {
  readonly accepted: readonly string[];
  /** Empty when the successor makes the same of the same sources. */
  readonly refused: readonly string[];
}

/** Compares what two libraries make of the same sources. */
export function verdict(before: Synthesis, after: Synthesis): Verdict {
  const names = [...new Set([...before.files.keys(), ...after.files.keys()])].sort();
  const found = names.flatMap((file) => compareFiles(file, before.files.get(file), after.files.get(file)));
  const [refused, accepted] = [found.filter(({ why }) => !why), found.filter(({ why }) => why)];
  return {
    accepted: accepted.map(({ text, why }) => `${text} (${why})`),
    refused: [
      ...refused.map(({ text }) => text),
      ...[...before.warnings]
        .filter(([env, text]) => after.warnings.get(env) !== text)
        .map(([env]) => `${env} warns of other things`),
    ],
  };
}

interface Found {
  readonly text: string;
  readonly why?: string;
}

function compareFiles(file: string, before: string | undefined, after: string | undefined): Found[] {
  if (before === undefined || after === undefined) {
    return [{ text: `${file} is made by ${before === undefined ? 'the successor' : 'CDKTF'} alone` }];
  }
  const found = differences(JSON.parse(before), JSON.parse(after)).map((difference) => ({
    text: `${file}: ${inWords(difference)}`,
    why: ACCEPTED.find((each) => each.file.test(file) && each.path === difference.path)?.why,
  }));
  // What Terraform reads, by the measure that also decides which environments a change reaches.
  const same = canonical(before) === canonical(after);
  return same || !file.endsWith('cdk.tf.json')
    ? found
    : [...found, { text: `${file}: Terraform reads something else` }];
}

function inWords({ path, before, after }: Difference): string {
  return `${path} ${JSON.stringify(before) ?? '(none)'} → ${JSON.stringify(after) ?? '(none)'}`;
}
