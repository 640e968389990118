import { isRecord, parseJson, ToolError } from '@restartix/kit';

/** An environment that a change affects, and why. */
export interface AffectedEnv {
  readonly env: string;
  readonly reason: string;
}

/**
 * The environments that another job found.
 * @throws ToolError when it is not a list of environments.
 */
export function parseAffected(text: string, from: string): AffectedEnv[] {
  const list = parseJson(text, from);
  if (Array.isArray(list) && list.every(isAffectedEnv)) return list.map(({ env, reason }) => ({ env, reason }));
  throw new ToolError(
    `${from} is ${text.slice(0, 200)}, which is not a list of {"env","reason"}.`,
    'Check the job that wrote it.',
  );
}

function isAffectedEnv(value: unknown): value is AffectedEnv {
  return isRecord(value) && /^[a-z][a-z0-9-]*$/.test(String(value['env'])) && typeof value['reason'] === 'string';
}
