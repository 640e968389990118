import { IAMClient, ListAccountAliasesCommand, type IAMClientConfig } from '@aws-sdk/client-iam';
import { STSClient, type STSClientConfig } from '@aws-sdk/client-sts';
import { ToolError } from '@restartix/kit';
import { whoAsks } from './identity';

/** What a command is about to work on. */
export interface Target {
  readonly env: string;
  readonly region: string;
  /** The only accounts that the environment's configuration allows; none: any. */
  readonly accounts: readonly string[];
}

/**
 * One line for whoever is about to answer a question: the environment, the account, the region, and as whom.
 * @throws ToolError when the credentials are of another account than the environment's, or of none.
 */
export async function describeTarget(
  { env, region, accounts }: Target,
  access: STSClientConfig & IAMClientConfig,
): Promise<string> {
  const { id, arn } = await callerIdentity(access);
  if (accounts.length > 0 && !accounts.includes(id)) {
    throw new ToolError(
      `${env} is in account ${accounts.join(' or ')}, and your credentials are for ${id} (${principal(arn)}). Nothing was started.`,
      `Set AWS_PROFILE to a profile of that account, or correct accountId in apps/${env}/src/config.ts.`,
    );
  }
  const alias = await aliasOf(new IAMClient(access));
  return `${env}: AWS account ${id}${alias === undefined ? '' : ` (${alias})`}, ${region}, ${principal(arn)}`;
}

/** The account that credentials are of, and who has them. */
export function callerIdentity(access: STSClientConfig): ReturnType<typeof whoAsks> {
  return whoAsks(new STSClient(access));
}

/** Not everyone may ask for it, and nothing depends on it. */
async function aliasOf(iam: IAMClient): Promise<string | undefined> {
  const answer = await iam.send(new ListAccountAliasesCommand({})).catch(() => undefined);
  return answer?.AccountAliases?.[0];
}

/**
 * `arn:aws:sts::1:assumed-role/Admin/jo` → `role Admin (jo)`
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns
 */
export function principal(arn: string): string {
  const [kind = '', ...path] = arn.split(':').slice(5).join(':').split('/');
  if (kind === 'assumed-role') return `role ${path[0]} (${path.slice(1).join('/')})`;
  return kind === 'root' ? 'the root user' : `${kind} ${path.at(-1)}`;
}
