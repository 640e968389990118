import { type Dirent, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { configurationProblems } from './configuration-problems';

export interface Untrusted {
  /** Holds `cdk.tf.json` and what it needs in `assets`. */
  readonly folder: string;
  readonly env: string;
  /** The parsed `cdk.tf.json` of the environment as the base branch synthesizes it; undefined where it has none. */
  readonly base: unknown;
}

const CONFIGURATION = 'cdk.tf.json';
const ASSETS = 'assets';
const LARGEST_BYTES = 10_000_000;

/** Why a synthesis that somebody else made must not be planned, a line for each problem; none when it may be. */
export function untrustedProblems({ folder, env, base }: Untrusted): string[] {
  const files = fileProblems(folder);
  if (files.length > 0) return files.map((problem) => `${env}: ${problem}`);
  const configuration = readExactly(join(folder, CONFIGURATION));
  const problems = configuration
    ? configurationProblems(configuration.json, base)
    : [`${CONFIGURATION}: is not JSON in UTF-8 in which each key is once.`];
  return problems.map((problem) => `${env}: ${problem}`);
}

/** Terraform reads every `.tf`, `.tf.json`, `.tfvars` and lock file of the folder, and follows links. */
function fileProblems(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  const isExpected = (entry: Dirent): boolean =>
    (entry.name === CONFIGURATION && entry.isFile()) || (entry.name === ASSETS && entry.isDirectory());
  const unexpected = entries.filter((entry) => !isExpected(entry)).map(({ name }) => name);
  if (!entries.some(({ name }) => name === CONFIGURATION)) return [`${CONFIGURATION}: is missing.`];
  if (lstatSync(join(folder, CONFIGURATION)).size > LARGEST_BYTES)
    return [`${CONFIGURATION}: has more than ${LARGEST_BYTES} bytes.`];
  const special = entries.some(({ name }) => name === ASSETS)
    ? readdirSync(join(folder, ASSETS), { withFileTypes: true, recursive: true }).filter(
        (entry) => !entry.isFile() && !entry.isDirectory(),
      )
    : [];
  return [
    ...unexpected.map(
      (name) => `${JSON.stringify(name)}: is not allowed (allowed: the file ${CONFIGURATION}, the folder ${ASSETS}).`,
    ),
    ...special.map(({ name }) => `${JSON.stringify(`${ASSETS}/…/${name}`)}: is neither a file nor a folder.`),
  ];
}

/**
 * Undefined unless the file says what is parsed, and nothing else. Terraform reads a repeated key as two blocks, where a
 * JavaScript object has the last alone.
 */
function readExactly(file: string): { readonly json: unknown } | undefined {
  const bytes = readFileSync(file);
  const text = bytes.toString('utf8');
  try {
    const json = JSON.parse(text) as unknown;
    const written = text.match(/"(?:[^"\\]|\\.)*"\s*:?/g)?.filter((token) => token.endsWith(':')) ?? [];
    return Buffer.from(text).equals(bytes) && written.length === keysIn(json) ? { json } : undefined;
  } catch {
    return undefined;
  }
}

function keysIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const below = Object.values(value).reduce((sum: number, item) => sum + keysIn(item), 0);
  return below + (Array.isArray(value) ? 0 : Object.keys(value).length);
}
