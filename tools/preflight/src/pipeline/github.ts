import { GetOpenIDConnectProviderCommand, GetPolicyCommand, GetRoleCommand } from '@aws-sdk/client-iam';
import { askFor } from '../ask';
import type { Check } from '../check';
import type { Context } from '../context';
import { ok, warning, type Finding } from '../finding';

const MISSING = ['NoSuchEntityException', 'NoSuchEntity'];
const HOST = 'token.actions.githubusercontent.com';

/** What `bootstrap` makes for the pipeline. A person deploys without it, so its lack is no failure. */
const isDeployedByPipeline = ({ synthesis }: Context): boolean => synthesis.count('aws_ecs_service') > 0;

export const oidcCheck: Check = {
  subject: 'OIDC provider of GitHub',
  concerns: isDeployedByPipeline,
  run: async ({ aws: { iam }, account: { id, partition }, nx }) => {
    const arn = `arn:${partition}:iam::${id}:oidc-provider/${HOST}`;
    const found = await askFor('iam:GetOpenIDConnectProvider', MISSING, () =>
      iam.send(new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: arn })),
    );
    if (!found) return [missing(oidcCheck.subject, nx)];
    return [
      (found.ClientIDList ?? []).includes('sts.amazonaws.com')
        ? ok(oidcCheck.subject, 'exists')
        : warning(oidcCheck.subject, 'does not take the audience sts.amazonaws.com', nx('deploy', 'bootstrap')),
    ];
  },
};

export const pipelineRolesCheck: Check = {
  subject: 'roles of the pipeline',
  concerns: isDeployedByPipeline,
  run: ({ aws: { iam }, synthesis, env, nx }) =>
    Promise.all(
      ['plan', 'apply', 'deploy'].map(async (kind) => {
        const name = `${projectOf(synthesis)}-${env}-github-${kind}`;
        const found = await askFor('iam:GetRole', MISSING, () => iam.send(new GetRoleCommand({ RoleName: name })));
        return found?.Role ? ok(`role ${name}`, 'exists') : missing(`role ${name}`, nx);
      }),
    ),
};

export const boundaryCheck: Check = {
  subject: 'permissions boundary',
  concerns: isDeployedByPipeline,
  run: async ({ aws: { iam }, account: { id, partition }, synthesis, env, nx }) => {
    const name = `${projectOf(synthesis)}-${env}-boundary`;
    const arn = `arn:${partition}:iam::${id}:policy/${name}`;
    const found = await askFor('iam:GetPolicy', MISSING, () => iam.send(new GetPolicyCommand({ PolicyArn: arn })));
    return [found?.Policy ? ok(`boundary ${name}`, 'exists') : missing(`boundary ${name}`, nx)];
  },
};

function missing(subject: string, nx: Context['nx']): Finding {
  return warning(
    subject,
    'is missing: the pipeline cannot deploy',
    `as an administrator: ${nx('deploy', 'bootstrap')}`,
  );
}

function projectOf({ tags }: Context['synthesis']): string {
  return tags['Project'] ?? 'restartix';
}
