import { BOOTSTRAP, ENVIRONMENTS, ENV_NAMES } from '../environments';
import { Account, type Policy } from './account';

/** Every policy of every role that the environments and bootstrap make, with ARNs in the place of references. */
export function policiesOfRoles(): { role: string; policy: Policy }[] {
  return ENV_NAMES.flatMap((env) => {
    const { synthesized } = ENVIRONMENTS[env];
    const account = new Account(synthesized, BOOTSTRAP.synthesized);
    const own = Object.values(BOOTSTRAP.synthesized.resources('aws_iam_role')).filter(({ name }) =>
      String(name).includes(`-${env}-`),
    );
    const roles = [...Object.values(synthesized.resources('aws_iam_role')), ...own];
    return roles.flatMap(({ name }) =>
      account.role(String(name)).policies.map(({ policy }) => ({ role: String(name), policy })),
    );
  });
}
