import { isRecord, parseJson, ToolError } from '@restartix/kit';

const EXAMPLE = '{"staging":"111111111111","production":"222222222222"}';

/**
 * The AWS account of each environment, from the repository's variable AWS_ACCOUNTS.
 * @throws ToolError that says what is wrong with the variable.
 */
export function accountOf(env: string, variable: string | undefined): string {
  if (!variable) {
    throw new ToolError('AWS_ACCOUNTS is not set.', `Set the repository's variable AWS_ACCOUNTS, e.g. ${EXAMPLE}`);
  }
  const accounts = parseJson(variable, 'AWS_ACCOUNTS');
  const account = isRecord(accounts) ? accounts[env] : undefined;
  if (typeof account === 'string' && /^\d{12}$/.test(account)) return account;
  throw new ToolError(
    `AWS_ACCOUNTS has ${JSON.stringify(account) ?? 'nothing'} for ${env} (allowed: 12 digits in quotes).`,
    `Correct the repository's variable AWS_ACCOUNTS, e.g. ${EXAMPLE}`,
  );
}
