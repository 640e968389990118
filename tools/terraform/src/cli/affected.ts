import { workspaceRoot } from '@restartix/kit';

/**
 * Why an environment that `nx affected` selected needs no plan: Nx goes by changed files, and a README is one. Undefined
 * when it needs one, or when the plan was asked for by name.
 */
export async function skipReason(
  env: string,
  told = process.env['NX_CDKTF_AFFECTED'] ?? '',
): Promise<string | undefined> {
  if (told === '') return undefined;
  // The head is the working folder: that is what would be planned.
  const { affectedEnvs } = await import('@restartix/release/affected');
  const { base } = JSON.parse(told) as { base?: string };
  const [result] = await affectedEnvs({ root: workspaceRoot(), base, envs: [env] });
  return result && !result.affected ? result.reason : undefined;
}
