import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packPackages } from '@restartix/release/packages';
import { jsonChanges } from '../successor/json-changes';
import { BINDINGS, LAST, REFERENCE, type Binding } from './bindings';
import { changedArguments, unknownArguments, type ChangedArguments } from './changed-arguments';
import { PROVIDER, RangeConsumer, type Examples } from './consumer';
import { setArguments } from './set-arguments';
import { againstTheGuide } from './upgrade-guide';

export interface CheckOptions {
  /** The root of the workspace. It is packed, not changed. */
  readonly root: string;
  readonly say: (line: string) => void;
}

/** What one binding makes of the libraries. */
export interface CheckedBinding {
  /** e.g. `6.25.0` */
  readonly provider: string;
  readonly examples: Examples;
  /** What the compiler says. */
  readonly types: readonly string[];
  /** What it synthesizes otherwise than the reference, the provider's version apart. */
  readonly differences: readonly string[];
  /** Arguments that are set and that it does not have, and what the guide to provider 6 says of what is set. */
  readonly arguments: readonly string[];
}

export interface CheckedRange {
  readonly bindings: ReadonlyMap<Binding, CheckedBinding>;
  readonly changed: ChangedArguments;
}

/** Terraform reads it; everything else is the same. */
const VERSION = 'terraform.required_providers.aws.version';

/** Packs the libraries and uses them outside the workspace with every binding of their peer range. */
export async function checkProviderRange({ root, say }: CheckOptions): Promise<CheckedRange> {
  const into = mkdtempSync(join(tmpdir(), 'packed-'));
  const kept: RangeConsumer[] = [];
  try {
    const packages = await packPackages({ root, into });
    const use = async (binding: Binding): Promise<readonly [Binding, Used]> => {
      say(`Using ${String(packages.length)} packages with ${PROVIDER} ${binding}.`);
      const consumer = await RangeConsumer.install(binding, packages);
      try {
        return [binding, await usedIn(consumer)];
      } finally {
        if (binding === REFERENCE || binding === LAST) kept.push(consumer);
        else consumer.close();
      }
    };
    const used = new Map<Binding, Used>();
    // One after the other: each is 600 MB on disk.
    for (const binding of BINDINGS) used.set(...(await use(binding)));
    const reference = used.get(REFERENCE)!;
    const [before, after] = kept;
    const bindings = [...used].map(
      ([binding, each]) =>
        [binding, { ...each, differences: differencesOf(reference.examples, each.examples) }] as const,
    );
    return {
      bindings: new Map(bindings),
      changed: changedArguments(before!, after!, setArguments(reference.examples)),
    };
  } finally {
    for (const consumer of kept) consumer.close();
    rmSync(into, { recursive: true, force: true });
  }
}

type Used = Omit<CheckedBinding, 'differences'>;

async function usedIn(consumer: RangeConsumer): Promise<Used> {
  const types = await consumer.compile();
  const examples = await consumer.synthesize();
  const guide = Object.entries(examples).flatMap(([name, json]) =>
    againstTheGuide(json).map((line) => `${name}: ${line}`),
  );
  const { provider } = consumer;
  return { provider, types, examples, arguments: [...unknownArguments(consumer, setArguments(examples)), ...guide] };
}

function differencesOf(reference: Examples, examples: Examples): string[] {
  return jsonChanges(reference, examples)
    .filter(({ path }) => !path.endsWith(`.${VERSION}`))
    .map(({ path, before, after }) => `${path}: ${JSON.stringify(before)} → ${JSON.stringify(after)}`);
}
