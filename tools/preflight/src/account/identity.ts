import { GetCallerIdentityCommand, type STSClient } from '@aws-sdk/client-sts';
import { ToolError } from '@restartix/kit';
import type { Account } from '../context';

/** @throws ToolError when AWS does not say who asks: then nothing else is answered either. */
export async function whoAsks(sts: STSClient): Promise<Account & { readonly arn: string }> {
  try {
    const { Account: id = '', Arn: arn = '' } = await sts.send(new GetCallerIdentityCommand({}));
    return { id, arn, partition: arn.split(':')[1] ?? 'aws' };
  } catch (cause) {
    throw new ToolError(
      `AWS does not say which account this is: ${(cause as Error).message}`,
      'Log in first: aws sso login, or set AWS_PROFILE. Check with: aws sts get-caller-identity. A command’s :local form needs no account.',
      { cause },
    );
  }
}
