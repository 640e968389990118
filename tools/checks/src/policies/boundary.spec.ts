import { BOOTSTRAP, ENVIRONMENTS, ENV_NAMES } from '../environments';
import { Account } from './account';
import { EVERYTHING, isAllowed } from './simulate';

/** What a role of AWS's own policies does, of which the stacks have only the name. */
const MANAGED: Readonly<Record<string, readonly (readonly [action: string, resource: string])[]>> = {
  // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonRDSEnhancedMonitoringRole.html
  AmazonRDSEnhancedMonitoringRole: [
    ['logs:CreateLogGroup', 'arn:aws:logs:eu-central-1:123456789012:log-group:RDSOSMetrics'],
    ['logs:PutRetentionPolicy', 'arn:aws:logs:eu-central-1:123456789012:log-group:RDSOSMetrics'],
    ['logs:CreateLogStream', 'arn:aws:logs:eu-central-1:123456789012:log-group:RDSOSMetrics:log-stream:db-1'],
    ['logs:PutLogEvents', 'arn:aws:logs:eu-central-1:123456789012:log-group:RDSOSMetrics:log-stream:db-1'],
  ],
};

describe.each(ENV_NAMES)('the permissions boundary of %s', (env) => {
  const { synthesized } = ENVIRONMENTS[env];
  const account = new Account(synthesized, BOOTSTRAP.synthesized);
  const boundary = account.boundary(`${env}_roles_boundary`);

  /** Each right that a role of the environment has, as a request that its own policy allows. */
  const rights = Object.keys(synthesized.resources('aws_iam_role')).flatMap((role) =>
    account.identityPolicies(role).flatMap(({ policy }) =>
      policy.Statement.filter(({ Effect }) => Effect === 'Allow').flatMap(({ Action, Resource, Condition = {} }) =>
        [Action].flat().flatMap((action: string) =>
          [Resource].flat().map((resource: string) => ({
            role,
            action: concrete(action),
            resource: concrete(resource),
            Condition,
          })),
        ),
      ),
    ),
  );

  it.each(rights)('leaves $role $action on $resource', async ({ role, action, resource, Condition }) => {
    const request = {
      principal: account.arn('aws_iam_role', role),
      action,
      resource,
      context: { ...contextOf(Condition as Conditions), 'aws:ResourceTag/Environment': env },
      identityPolicies: account.identityPolicies(role),
    };
    expect(await isAllowed(request)).toBe(true);
    expect(await isAllowed({ ...request, boundary })).toBe(true);
  });

  it('leaves what policies of AWS’s own say', async () => {
    const attached = Object.values(synthesized.resources('aws_iam_role_policy_attachment')).map(({ policy_arn: arn }) =>
      String(arn).split('/').at(-1),
    );
    const principal = 'arn:aws:iam::123456789012:role/monitoring';
    const identityPolicies = [{ name: 'all', policy: EVERYTHING }];
    for (const [action, resource] of attached.flatMap((name) => MANAGED[name!]!)) {
      const allowed = await isAllowed({ principal, action, resource, identityPolicies, boundary });
      expect({ action, allowed }).toEqual({ action, allowed: true });
    }
  });
});

/** A name that a pattern matches. */
function concrete(pattern: string): string {
  if (pattern === '*') return pattern;
  return pattern
    .replace(/(:log-group:.*):\*$/, '$1:log-stream:x')
    .replace(/(:task-definition\/[^:]*)$/, '$1:1')
    .replaceAll('*', 'x');
}

type Conditions = Readonly<Record<string, Readonly<Record<string, string | string[]>>>>;

/** Values that a statement's conditions ask for. */
function contextOf(conditions: Conditions): Record<string, string> {
  return Object.fromEntries(
    Object.values(conditions).flatMap((keys) =>
      Object.entries(keys).map(([key, value]) => [key, concrete([value].flat()[0]!)]),
    ),
  );
}
