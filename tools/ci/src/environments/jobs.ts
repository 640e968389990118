import { ToolError } from '@restartix/kit';
import { accountOf } from './accounts';
import type { AffectedEnv } from './affected';
import { pipelineRole, synthesizedEnv, type Role } from './synthesized';

/** One job of a workflow's matrix. */
export interface MatrixEntry extends AffectedEnv {
  readonly region: string;
  /** ARN of the role that the job takes on. */
  readonly role: string;
}

interface Jobs {
  readonly envs: readonly MatrixEntry[];
  /** Those without a role for workflows. */
  readonly byHand: readonly AffectedEnv[];
  /** Those whose account is not known, and why: the others have their jobs all the same. */
  readonly misconfigured: readonly AffectedEnv[];
}

/** The jobs for environments, each with its region and its role. */
export function jobsOf(root: string, asked: readonly AffectedEnv[], role: Role, accounts: string | undefined): Jobs {
  const envs: MatrixEntry[] = [];
  const byHand: AffectedEnv[] = [];
  const misconfigured: AffectedEnv[] = [];
  for (const { env, reason } of asked) {
    const name = pipelineRole(root, env, role);
    if (name === undefined) {
      byHand.push({ env, reason });
      continue;
    }
    const { region, account: declared } = synthesizedEnv(root, env);
    const partition = region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
    try {
      const account = declared ?? accountOf(env, accounts);
      envs.push({ env, reason, region, role: `arn:${partition}:iam::${account}:role/${name}` });
    } catch (error) {
      if (!(error instanceof ToolError)) throw error;
      misconfigured.push({ env, reason: `${error.what} ${error.hint}`.trim() });
    }
  }
  return { envs, byHand, misconfigured };
}
