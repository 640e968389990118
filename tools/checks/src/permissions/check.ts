import type { Account } from '../policies/account';
import type { Call, Request } from './call';
import { Decider, type Decision } from './decide';
import { requestsOf } from './requests';

/** A request that was decided, and the call that made it. */
export interface Decided extends Decision {
  readonly call: string;
}

/** Decides every request of a role's calls, each distinct one once. */
export async function decideAll(account: Account, role: string, calls: readonly Call[]): Promise<Decided[]> {
  const asked = new Map<string, { readonly call: string; readonly request: Request }>();
  for (const call of calls) {
    for (const request of await requestsOf(call)) asked.set(JSON.stringify(request), { call: call.action, request });
  }
  return decideRequests(account, role, [...asked.values()]);
}

export function decideRequests(
  account: Account,
  role: string,
  asked: readonly { readonly call?: string; readonly request: Request }[],
): Promise<Decided[]> {
  const decider = new Decider(account.role(role), account);
  return Promise.all(
    asked.map(async ({ call, request }) => ({ ...(await decider.decide(request)), call: call ?? request.action })),
  );
}

/** What is wrong with a denied request, and what would put it right. */
export function problemOf(role: string, { call, request, denials }: Decided): string {
  const { action, resource, context } = request;
  const [denial] = denials;
  const because = denial
    ? `statement ${denial.sid ?? denial.index} of the ${denial.of} ${denial.policy} denies it`
    : 'no statement allows it';
  const keys = Object.entries(context).filter(
    ([key]) => !/^aws:(SecureTransport|PrincipalAccount|TagKeys)$|^s3:TlsVersion$/.test(key),
  );
  const fix = denial
    ? 'Except it there, or do not call it with this role.'
    : `Add { actions: ['${action}'], resources: ['${resource === '*' ? '*' : patternOf(resource)}'] } to the role's statements in libs/deploy-iam/src.`;
  return [
    `${role} may not ${action} on ${resource}${call === action ? '' : `, which ${call} needs`}: ${because}.`,
    `  context: ${keys.map(([key, value]) => `${key}=${String(value)}`).join(', ')}`,
    `  fix: ${fix}`,
  ].join('\n');
}

function patternOf(arn: string): string {
  return arn.replace(/new-0123456789abcdef0/g, '*');
}
