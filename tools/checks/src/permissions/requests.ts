import { ACCOUNT, REGION, type Call, type Request } from './call';
import { dependentRequests } from './dependent-actions';
import {
  NEW_ID,
  fixedLength,
  isOfType,
  newResource,
  resourceTypesOf,
  type ResourceType,
} from './service-authorization';

/** Everything that IAM is asked for a call: its action on each of its resources, and what that depends on. */
export async function requestsOf(call: Call): Promise<Request[]> {
  const own = await ownRequests(call);
  return [...own, ...(await dependentRequests(call, own))];
}

async function ownRequests({ action, resources = [], resourceTags = {}, context = {} }: Call): Promise<Request[]> {
  const types = await resourceTypesOf(action);
  if (types.length === 0) return [{ action, resource: '*', context }];
  const named = resources.flatMap((arn) => {
    const type = typeOf(arn, types);
    return type ? [{ arn, type }] : [];
  });
  const known = new Set(named.map(({ type }) => familyOf(type)));
  const required = types.filter((type) => type.required && !known.has(familyOf(type)));
  // A call that names none of the types it might name is about any of them.
  const created = named.length === 0 && required.length === 0 ? types.slice(0, 1) : required;
  return [
    ...named.map(({ arn, type }) => ({
      action,
      resource: decidable(action, arn, type),
      context: { ...context, ...tagsOf(resourceTags[arn]) },
    })),
    ...firstOfEachFamily(created).map((type) => ({ action, resource: unnamed(action, type), context })),
  ];
}

function typeOf(arn: string, types: readonly ResourceType[]): ResourceType | undefined {
  return types.filter((type) => isOfType(arn, type)).sort((a, b) => fixedLength(b) - fixedLength(a))[0];
}

/** `listener/app` and `listener/net` are two kinds of one thing, of which a call has one. */
function familyOf({ name }: ResourceType): string {
  return name.split('/')[0]!;
}

function firstOfEachFamily(types: readonly ResourceType[]): ResourceType[] {
  return types.filter((type, index) => types.findIndex((other) => familyOf(other) === familyOf(type)) === index);
}

function tagsOf(tags: Readonly<Record<string, string>> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:ResourceTag/${key}`, value]));
}

/**
 * Log groups end in `:*` for all actions but those of tags.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/iam-access-control-overview-cwl.html#CWL_ARN_Format
 */
function decidable(action: string, arn: string, { arn: format }: ResourceType): string {
  const whole = format.endsWith(':log-group:${LogGroupName}') && !action.includes('Tag') ? `${arn}:*` : arn;
  // An id that is not known yet. As it is, it would ask for every resource of the pattern.
  return whole.replaceAll('*', NEW_ID);
}

/** What the call does not name: a new resource gets its id later, and some are the service's default. */
function unnamed(action: string, type: ResourceType): string {
  return DEFAULTS[`${action} ${type.name}`] ?? newResource(type);
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithOptionGroups.html */
const DEFAULTS: Readonly<Record<string, string>> = {
  'rds:CreateDBCluster og': `arn:aws:rds:${REGION}:${ACCOUNT}:og:default:aurora-postgresql-16`,
  'rds:CreateDBInstance og': `arn:aws:rds:${REGION}:${ACCOUNT}:og:default:postgres-16`,
  'rds:ModifyDBCluster og': `arn:aws:rds:${REGION}:${ACCOUNT}:og:default:aurora-postgresql-16`,
  'rds:ModifyDBInstance og': `arn:aws:rds:${REGION}:${ACCOUNT}:og:default:postgres-16`,
};
