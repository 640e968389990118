import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pythonWith } from './python';

/** What one role may do by one of its policies. */
export interface PolicyOfRole {
  /** Name of the role. */
  readonly role: string;
  readonly policy: object;
}

/** What a scanner finds in a policy. */
export interface PolicyFinding {
  readonly role: string;
  readonly tool: 'parliament' | 'cloudsplaining';
  /** e.g. `RESOURCE_STAR`, `PrivilegeEscalation`. */
  readonly issue: string;
  readonly detail: string;
}

/**
 * What parliament and cloudsplaining say of policies.
 * @throws Error when they cannot be installed, or do not end with a result.
 */
export function scanPolicies(policies: readonly PolicyOfRole[]): PolicyFinding[] {
  const { status, stdout, stderr } = spawnSync(
    pythonWith('policies'),
    ['-W', 'ignore', join(__dirname, 'policies.py')],
    { encoding: 'utf8', input: JSON.stringify(policies), maxBuffer: 2 ** 27 },
  );
  if (status !== 0) throw new Error(`The policies could not be scanned: ${stderr}`);
  return JSON.parse(stdout) as PolicyFinding[];
}
