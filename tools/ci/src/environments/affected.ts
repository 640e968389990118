import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { CiError } from '../errors';
import { isRecord, parseJson } from '../json';

/** An environment that a change reaches, and why. */
export interface Reached {
  readonly env: string;
  readonly reason: string;
}

/**
 * The environments that a change reaches: the last line of `affected-envs`. Without a head, that of the working folder.
 * @throws CiError when it fails, which it does for a base that is not there.
 */
export function reachedEnvs(root: string, base: string, head?: string): Reached[] {
  const args = ['affected-envs', `--base=${base}`, ...(head === undefined ? [] : [`--head=${head}`])];
  const { status, stdout } = spawnSync(process.execPath, [join(root, 'tools/ci/dist/cli.js'), ...args], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 2 ** 26,
  });
  if (status !== 0) {
    throw new CiError(
      `Which environments the change since ${base} reaches is not known: ${args[0]} failed.`,
      'Its own words are above. The checkout needs the whole history (fetch-depth: 0).',
    );
  }
  return parseReached(stdout.trimEnd().split('\n').at(-1) ?? '', args[0]!);
}

/** @throws CiError when it is not a list of environments. */
export function parseReached(text: string, from: string): Reached[] {
  const list = parseJson(text, from);
  if (Array.isArray(list) && list.every(isReached)) return list.map(({ env, reason }) => ({ env, reason }));
  throw new CiError(
    `${from} gave ${text.slice(0, 200)}, which is no list of {"env","reason"}.`,
    'Look at what wrote it.',
  );
}

function isReached(value: unknown): value is Reached {
  return isRecord(value) && /^[a-z][a-z0-9-]*$/.test(String(value['env'])) && typeof value['reason'] === 'string';
}
