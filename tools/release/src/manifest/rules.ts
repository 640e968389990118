import { isDeepStrictEqual } from 'node:util';
import type { WorkspacePackage } from '../pack/workspace';
import { derived, ordered } from './derived';
import type { Manifest } from './manifest';

/** What a rule finds with a package.json: what it says, what is allowed, the fix. */
type Rule = (each: WorkspacePackage, context: ManifestContext) => string[];

/** What a manifest is compared with. */
export interface ManifestContext {
  /** The packages that the sources of the package import, without tests. */
  readonly imports: readonly string[];
}

/** Libraries that compose this repository's own environments; no one else's. */
const OWN = ['libs/platform'];
/** Tools that serve any workspace. */
const SHARED_TOOLS = ['tools/nx-cdktf'];

const UPDATE = 'Run npx nx run release:update.';
const OF_THE_CONSUMER = /^(cdktf|constructs|@cdktf\/provider-.+)$/;

/** For every package of the workspace. */
const ALL: Readonly<Record<string, Rule>> = {
  'a registry gets the libraries alone': ({ folder, manifest }) => {
    if (folder.startsWith('libs/') && !OWN.includes(folder)) {
      return manifest.private ? ['private is true (allowed: omitted; libraries are published). Remove it.'] : [];
    }
    return manifest.private || SHARED_TOOLS.includes(folder)
      ? []
      : [
          `private is ${manifest.private} (allowed: true; only libraries and ${SHARED_TOOLS.join(', ')} are published). Add "private": true.`,
        ];
  },

  'the keys are in one order': ({ manifest }) => {
    const keys = Object.keys(manifest);
    const right = Object.keys(ordered(manifest));
    const wrong = keys.findIndex((key, i) => key !== right[i]);
    return wrong < 0 ? [] : [`"${keys[wrong]}" is in the place of "${right[wrong]}". ${UPDATE}`];
  },
};

/** For those that a registry gets. */
const PUBLIC: Readonly<Record<string, Rule>> = {
  'what follows is filled in': ({ folder, manifest }) =>
    Object.entries(derived(folder, manifest)).flatMap(([key, allowed]) => {
      const value = manifest[key as keyof Manifest];
      return isDeepStrictEqual(value, allowed)
        ? []
        : [`${key} is ${JSON.stringify(value)} (allowed: ${JSON.stringify(allowed)}). ${UPDATE}`];
    }),

  'it has a version': ({ manifest: { version } }) =>
    /^([1-9]\d*\.\d+\.\d+|0\.0\.0$)/.test(version)
      ? []
      : [
          `version is "${version}" (allowed: 1.0.0 and later, or 0.0.0 before the first release). Set it to 0.0.0; a changeset \`major\` makes it 1.0.0.`,
        ],

  'it says what it is': ({ manifest: { description = '', keywords = [] } }) => [
    ...(description.length > 10 ? [] : [`description is "${description}" (allowed: a sentence). Write what it makes.`]),
    ...(keywords.length >= 3
      ? []
      : [`keywords are ${JSON.stringify(keywords)} (allowed: three or more). Add what a person would search for.`]),
  ],

  'the consumer brings cdktf, constructs and providers': ({ manifest }, { imports }) => [
    ...Object.keys(manifest.dependencies ?? {})
      .filter((name) => OF_THE_CONSUMER.test(name))
      .map((name) => `dependencies.${name} would install a second copy. Move it to peerDependencies.`),
    ...needsOf(manifest, imports)
      .filter((name) => manifest.peerDependencies?.[name] === undefined)
      .map((name) => `peerDependencies.${name} is missing. Add it: the package imports it.`),
  ],

  'what it uses of the workspace comes with it': ({ manifest }, { imports }) => [
    ...imports
      .filter((name) => name.startsWith('@restartix/') && name !== manifest.name)
      .filter((name) => !/^\^\d+\.\d+\.\d+$/.test(manifest.dependencies?.[name] ?? ''))
      .map(
        (name) =>
          `dependencies.${name} is ${JSON.stringify(manifest.dependencies?.[name])} (allowed: a caret range, e.g. ^1.0.0). Set it.`,
      ),
    ...Object.keys(manifest.peerDependencies ?? {})
      .filter((name) => name.startsWith('@restartix/'))
      .map((name) => `peerDependencies.${name} would raise a major for each minor of it. Move it to dependencies.`),
  ],
};

/** Every module is a construct of CDKTF, whether or not it names it. */
function needsOf({ nx }: Manifest, imports: readonly string[]): string[] {
  const always = nx?.tags?.includes('type:module') ? ['cdktf', 'constructs'] : [];
  return [...new Set([...always, ...imports.filter((name) => OF_THE_CONSUMER.test(name))])];
}

/** Every problem of a package's package.json, with the rule's name; empty when nothing is. */
export function manifestProblems(each: WorkspacePackage, context: ManifestContext): string[] {
  const rules = { ...ALL, ...(each.manifest.private ? {} : PUBLIC) };
  return Object.entries(rules).flatMap(([name, rule]) =>
    rule(each, context).map((problem) => `${each.folder}/package.json: ${name}: ${problem}`),
  );
}
