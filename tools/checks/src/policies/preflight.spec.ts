import { PREFLIGHT_ACTIONS } from '@restartix/preflight';
import { BOOTSTRAP, ENVIRONMENTS, ENV_NAMES } from '../environments';
import { Account } from './account';
import { isAllowed } from './simulate';

/** One resource of those that an action is asked for; `*` for the others. */
const RESOURCES: Readonly<Record<string, (env: string) => string>> = {
  'ecr:ListImages': (env) => `arn:aws:ecr:eu-central-1:123456789012:repository/restartix-${env}-core-api`,
  'ecs:DescribeTasks': (env) => `arn:aws:ecs:eu-central-1:123456789012:task/restartix-${env}-cluster/1`,
  'iam:GetOpenIDConnectProvider': () => 'arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com',
  'iam:GetPolicy': (env) => `arn:aws:iam::123456789012:policy/restartix-${env}-boundary`,
  'iam:GetRole': () => 'arn:aws:iam::123456789012:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS',
  's3:ListBucket': () => 'arn:aws:s3:::restartix-tfstate',
  'secretsmanager:DescribeSecret': (env) =>
    `arn:aws:secretsmanager:eu-central-1:123456789012:secret:restartix/${env}/clerk-AbCdEf`,
};

describe.each(ENV_NAMES)('preflight of %s', (env) => {
  const account = new Account(ENVIRONMENTS[env].synthesized, BOOTSTRAP.synthesized);

  it.each(['plan', 'apply'].flatMap((role) => PREFLIGHT_ACTIONS.map((action) => [role, action] as const)))(
    'may, as %s, %s',
    async (role, action) => {
      const caller = account.role(`restartix-${env}-github-${role}`);
      const resource = RESOURCES[action]?.(env) ?? '*';
      expect(await isAllowed({ principal: caller.arn, action, resource, identityPolicies: caller.policies })).toBe(
        true,
      );
    },
  );
});
