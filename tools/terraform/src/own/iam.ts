import {
  GetInstanceProfileCommand,
  GetRoleCommand,
  IAMClient,
  ListOpenIDConnectProvidersCommand,
  ListOpenIDConnectProviderTagsCommand,
  ListPolicyTagsCommand,
  paginateListPolicies,
  paginateListRoles,
} from '@aws-sdk/client-iam';
import type { SdkConfiguration } from '../run/session';
import { all, byName, type Lookups, once, tagsOf, unless } from './lookup';

export function iamLookups(sdk: SdkConfiguration): Lookups {
  const client = new IAMClient(sdk);
  // One call for a hundred roles, instead of one for each that is not there.
  const roles = once(() => all(paginateListRoles({ client }, {}), ({ Roles }) => Roles));
  const policies = once(() => all(paginateListPolicies({ client }, { Scope: 'Local' }), ({ Policies }) => Policies));
  return {
    aws_iam_role: byName('name', async (RoleName) => {
      if (!(await roles()).some((role) => role.RoleName === RoleName)) return undefined;
      const { Role } = await client.send(new GetRoleCommand({ RoleName }));
      return { id: RoleName, tags: tagsOf(Role?.Tags) };
    }),
    aws_iam_instance_profile: byName('name', async (InstanceProfileName) => {
      const asked = client.send(new GetInstanceProfileCommand({ InstanceProfileName }));
      const found = await unless(['NoSuchEntityException'], asked);
      return found && { id: InstanceProfileName, tags: tagsOf(found.InstanceProfile?.Tags) };
    }),
    aws_iam_policy: byName('name', async (name) => {
      const PolicyArn = (await policies()).find(({ PolicyName }) => PolicyName === name)?.Arn;
      if (PolicyArn === undefined) return undefined;
      const { Tags } = await client.send(new ListPolicyTagsCommand({ PolicyArn }));
      return { id: PolicyArn, tags: tagsOf(Tags) };
    }),
    aws_iam_openid_connect_provider: byName('url', async (url) => {
      const { OpenIDConnectProviderList = [] } = await client.send(new ListOpenIDConnectProvidersCommand({}));
      const host = url.replace(/^https:\/\//, '');
      const arn = OpenIDConnectProviderList.find(({ Arn = '' }) => Arn.endsWith(`:oidc-provider/${host}`))?.Arn;
      if (arn === undefined) return undefined;
      const asked = new ListOpenIDConnectProviderTagsCommand({ OpenIDConnectProviderArn: arn });
      return { id: arn, tags: tagsOf((await client.send(asked)).Tags) };
    }),
  };
}
