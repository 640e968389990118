import type { EnvOptions } from './generator';
import { checkAll } from '../shared/refusal';

/**
 * @returns the account of the new environment; undefined for that of the environment that it is copied from
 * @throws Error without one, or for what is no account id. A number on a command line loses its leading zeros.
 */
export function checkAccount(
  name: string,
  { like, accountId }: Pick<EnvOptions, 'like' | 'accountId'>,
): string | undefined {
  const given = accountId === undefined ? undefined : String(accountId).padStart(12, '0');
  checkAll('env', name, (report) => {
    if (given === undefined ? like : /^\d{12}$/.test(given)) return;
    report({
      property: 'accountId',
      value: accountId,
      allowed: 'the AWS account of the environment, 12 digits',
      fix: `Pass it: npx nx g @restartix/nx-cdktf:env ${name} --accountId=123456789012`,
    });
  });
  return given;
}
