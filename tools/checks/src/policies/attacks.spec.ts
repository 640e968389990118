import { BOOTSTRAP, ENVIRONMENTS, ENV_NAMES } from '../environments';
import { Account } from './account';
import { attacksOn, type PipelineRole, type Step } from './attacks';
import { EVERYTHING, isAllowed } from './simulate';

describe.each(ENV_NAMES)('with a role of the pipelines of %s', (env) => {
  const account = new Account(ENVIRONMENTS[env].synthesized, BOOTSTRAP.synthesized);
  const boundary = account.boundary(`${env}_roles_boundary`);

  const answers = (by: PipelineRole, { as, action, resource, context }: Step): Promise<boolean> => {
    const role = `${env}_roles_${by}_role`;
    const caller = as
      ? {
          principal: `arn:aws:iam::123456789012:role/restartix-${env}-evil`,
          boundary,
          identityPolicies: [{ name: 'all', policy: EVERYTHING }],
        }
      : { principal: account.arn('aws_iam_role', role), identityPolicies: account.identityPolicies(role) };
    return isAllowed({ ...caller, action, resource, context });
  };

  const rows = attacksOn(env).flatMap(({ by, ...attack }) => by.map((role) => ({ role, ...attack })));

  it.each(rows)('nobody as $role $name', async ({ role, steps }) => {
    const results = await Promise.all(steps.map((step) => answers(role, step)));
    expect(results).toEqual(steps.map(({ allowed }) => allowed));
    // Every table can be wrong about itself: an attack that nothing refuses is none.
    expect(results.at(-1)).toBe(false);
  });
});
