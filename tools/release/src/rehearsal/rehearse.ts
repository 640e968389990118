import type { PlanReport } from '@restartix/plan-report';
import { canonicalConfiguration } from '../affected/configuration';
import { Packages } from '../git/packages';
import { Repository } from '../git/repository';
import { Tree } from '../git/tree';
import { announced } from './announced';
import { examplesOf, publishedLibraries, type Before, type Published } from './published';
import { synthesizeExamples, type Installed, type Json, type Synthesized } from './synthesize-examples';
import { refusals, releaseNotes, type Rehearsal } from './refusals';

/** What configurations are applied and planned with. */
export interface Applier {
  /** What it can apply of a configuration. */
  readonly supported: (json: Json) => Json;
  /** Opened when something is to be applied. */
  readonly open: () => Promise<Stage>;
}

export interface Stage {
  /**
   * What Terraform plans for a configuration where another one is applied.
   * @throws Error with Terraform's words when the first cannot be applied or the second cannot be planned.
   */
  rehearse(before: Json, after: Json): Promise<PlanReport>;
  close(): Promise<void>;
}

export interface RehearsalOptions extends Before {
  readonly root: string;
  readonly applier: Applier;
  /** @default every example of every library */
  readonly example?: string;
  readonly say: (line: string) => void;
}

export interface RehearsalResult {
  /** Why nothing of this may be released. */
  readonly refused: readonly string[];
  /** Markdown for the release notes, a part for each library whose upgrade does something. */
  readonly notes: readonly string[];
}

/**
 * Applies the examples of every published library on an emulator as they were published, and plans them as they are now.
 * What configures the same as before is not applied: Terraform could only say the same.
 */
export async function rehearseUpgrades(options: RehearsalOptions): Promise<RehearsalResult> {
  const { root, applier, example: only, say } = options;
  const repository = new Repository(root);
  const now = new Tree(repository, repository.workingTree());
  const saidOf = await announced(root);
  const refused: string[] = [];
  const notes: string[] = [];
  let stage: Stage | undefined;
  try {
    for (const library of await publishedLibraries(repository, options)) {
      const { folder, name, version, tree } = library;
      const then = new Tree(repository, tree);
      if (sourcesOf(then, folder) === sourcesOf(now, folder)) continue;
      const both = examplesOf(then, folder).filter((each) => examplesOf(now, folder).includes(each));
      const examples = both.filter((each) => only === undefined || each === only);
      if (examples.length === 0) continue;
      const installed = await install(library, then, options);
      const [before, after] = await Promise.all([
        synthesizeExamples(repository, then, { folder, examples, installed, ...applier }),
        synthesizeExamples(repository, now, { folder, examples, ...applier }),
      ]);
      const rehearsals: Rehearsal[] = [];
      for (const [i, example] of examples.entries()) {
        const rehearsal = await rehearse(example, before[i]!, after[i]!, async () => (stage ??= await applier.open()));
        if (rehearsal.report ?? rehearsal.failure) say(`${name}: ${example}: ${words(rehearsal)}`);
        rehearsals.push(rehearsal);
      }
      refused.push(...refusals(name, saidOf(library), rehearsals));
      notes.push(...[releaseNotes(name, version, rehearsals) ?? []].flat());
    }
  } finally {
    await stage?.close();
  }
  return { refused, notes };
}

/** The very package that others have, and the helper that synthesizes, where a registry was asked. */
async function install(
  { name, version }: Published,
  then: Tree,
  { registry, say }: RehearsalOptions,
): Promise<Installed | undefined> {
  if (!registry) return undefined;
  const helper = 'libs/testing/package.json';
  const { version: beside } = JSON.parse(then.read([helper]).get(helper)!) as { version: string };
  const modules = await registry.install([`${name}@${version}`, `@restartix/testing@${beside}`]);
  say(`${name}: ${version} as ${registry.host} has it`);
  return { name, modules };
}

/** What a library's examples are made of, as a checksum. */
function sourcesOf(tree: Tree, folder: string): string {
  return tree.checksum(new Packages(tree).sources({ folder }).paths);
}

async function rehearse(
  example: string,
  before: Synthesized,
  after: Synthesized,
  stage: () => Promise<Stage>,
): Promise<Rehearsal> {
  const failure = before.error ?? after.error;
  if (failure !== undefined) return { example, failure };
  if (canonicalConfiguration(before.json) === canonicalConfiguration(after.json)) return { example };
  try {
    return { example, report: await (await stage()).rehearse(before.json!, after.json!) };
  } catch (error) {
    return { example, failure: (error as Error).message };
  }
}

function words({ report, failure }: Rehearsal): string {
  if (!report) return `could not be rehearsed: ${failure?.split('\n')[0]}`;
  const { create, update, replace, destroy, move } = report.counts;
  return `${create} to create, ${update} to update, ${replace} to replace, ${destroy} to destroy, ${move} moved`;
}
