import { ToolError } from '@restartix/kit';
import { readJson } from '../environment/configuration';
import type { Session } from '../run/session';
import { configurationProblems } from './configuration-problems';

/** @throws ToolError for a configuration that must not be planned where credentials are. */
export function refuseForbidden({ paths }: Pick<Session, 'paths'>): void {
  const json = readJson(paths);
  const problems = configurationProblems(json, json);
  if (problems.length === 0) return;
  throw new ToolError(
    [
      `The configuration of ${paths.name} has what may not run with credentials; nothing was planned:`,
      ...problems.map((each) => `  ${each}`),
    ].join('\n'),
    'Remove it. What an environment needs beyond that is allowed in tools/terraform/src/untrusted/allowed.ts, in a change of its own.',
  );
}
