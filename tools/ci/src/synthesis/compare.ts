import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRecord, parseJson } from '@restartix/kit';
import { canonicalConfiguration, differenceOf } from '@restartix/release/affected';
import type { AffectedEnv } from '../environments/affected';
import { foreignAssets, ownAssets, stackFolder, stagedEnvs } from './staged';

/** What a pull request does to the environments, from what both sides synthesized. */
export interface ComparedSyntheses {
  readonly affected: readonly AffectedEnv[];
  /** Environments that the default branch does not have. */
  readonly added: readonly AffectedEnv[];
  /** Environments that the pull request does not have any more. */
  readonly removed: readonly AffectedEnv[];
}

/** `staged` is the pull request's side, which is data; the workspace's own is the default branch's. */
export function compareSyntheses(root: string, known: readonly string[], staged: string): ComparedSyntheses {
  const theirs = stagedEnvs(staged);
  const added = theirs.filter((env) => !known.includes(env));
  const affected = known
    .filter((env) => theirs.includes(env))
    .flatMap((env): AffectedEnv[] => {
      const reason = difference(stackFolder(root, env), join(staged, env));
      return reason === undefined ? [] : [{ env, reason }];
    });
  const gone = known.filter((env) => !theirs.includes(env));
  return {
    affected,
    added: added.map((env) => ({ env, reason: 'it is new' })),
    removed: gone.map((env) => ({ env, reason: removal(root, env, { staged, added }) })),
  };
}

function difference(ours: string, theirs: string): string | undefined {
  const assets = checksums(theirs, foreignAssets(theirs));
  const [before, after] = [ours, theirs].map((folder) => canonicalConfiguration(configuration(folder)));
  if (before !== after) return differenceOf([before ?? ''], [after ?? '']);
  return checksums(ours, ownAssets(ours)) === assets ? undefined : 'changes a file that it deploys';
}

function configuration(folder: string): unknown {
  const file = join(folder, 'cdk.tf.json');
  return parseJson(readFileSync(file, 'utf8'), file);
}

function checksums(folder: string, files: readonly string[]): string {
  return files
    .map(
      (file) =>
        `${file} ${createHash('sha256')
          .update(readFileSync(join(folder, file)))
          .digest('hex')}`,
    )
    .join('\n');
}

interface PullRequest {
  readonly staged: string;
  readonly added: readonly string[];
}

/** What stays deployed, and whether a new environment takes over its state. */
function removal(root: string, env: string, { staged, added }: PullRequest): string {
  const ours = configuration(stackFolder(root, env));
  const heir = added.find((each) => stateOf(configuration(join(staged, each))) === stateOf(ours));
  const stays = `${count(ours)} resources of ${stateOf(ours) ?? 'its state'} stay deployed`;
  return heir === undefined ? stays : `${stays}; ${heir} takes its state over`;
}

function stateOf(json: unknown): string | undefined {
  const terraform = isRecord(json) ? json['terraform'] : undefined;
  const backend = isRecord(terraform) ? terraform['backend'] : undefined;
  const s3 = isRecord(backend) ? backend['s3'] : undefined;
  return isRecord(s3) ? `s3://${String(s3['bucket'])}/${String(s3['key'])}` : undefined;
}

function count(json: unknown): number {
  const resources = isRecord(json) ? json['resource'] : undefined;
  return Object.values(isRecord(resources) ? resources : {}).reduce<number>(
    (sum, blocks) => sum + Object.keys(isRecord(blocks) ? blocks : {}).length,
    0,
  );
}
