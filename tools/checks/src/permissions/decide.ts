import { createValidatedPolicy, validateIdentityPolicy, validateResourcePolicy } from '@cloud-copilot/iam-policy';
import { runSimulation, type RequestAnalysis } from '@cloud-copilot/iam-simulate';
import type { Policy, Role } from '../policies/account';
import { ACCOUNT, type Request } from './call';
import { NEW_ID } from './service-authorization';

/** A statement by its policy and its place in it, counted from 1. */
export interface StatementId {
  readonly policy: string;
  readonly index: number;
  readonly sid?: string;
}

/** A statement that allows a request, with the parts of it that do. */
export interface Grant extends StatementId {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

export interface Decision {
  readonly request: Request;
  readonly allowed: boolean;
  /** What allows it. */
  readonly grants: readonly Grant[];
  /** What denies it; empty for a request that nothing allows. */
  readonly denials: readonly (StatementId & { readonly of: string })[];
}

/** What is known of keys. */
export interface Keys {
  /** More than one where it is not known which key it is: each must allow a request. */
  keyPoliciesOf(arn: string): readonly Policy[];
  /** The tags of everything that exists. */
  tags(): Readonly<Record<string, string>>;
}

/** Decides requests of a role as IAM does: identity policies, permissions boundary, and the policies of keys. */
export class Decider {
  private readonly identityPolicies;
  private readonly boundary;

  constructor(
    private readonly role: Role,
    private readonly keys: Keys,
  ) {
    const identity = ({ name, policy }: Role['policies'][number]) => ({
      name,
      policy: createValidatedPolicy(simulable(policy), validateIdentityPolicy, { name }),
    });
    this.identityPolicies = role.policies.map(identity);
    this.boundary = role.boundary && [identity(role.boundary)];
  }

  /** @throws Error for an invalid policy or a resource that the action does not know. */
  async decide(request: Request): Promise<Decision> {
    const ofKey = request.action.startsWith('kms:') && request.resource.includes(':key/');
    const [first, ...rest] = await Promise.all(
      (ofKey ? this.keys.keyPoliciesOf(request.resource) : [undefined]).map((policy) => this.analyse(request, policy)),
    );
    if (!first) throw new Error(`${request.action} on ${request.resource}: there is no key policy to decide it by.`);
    const all = [first, ...rest];
    return {
      request,
      allowed: all.every(({ result }) => result === 'Allowed'),
      grants: (first.identityAnalysis?.allowStatements ?? []).map(({ policyId, statement, explain }) => ({
        ...idOf(policyId, statement),
        actions: matching(explain.actions, 'action'),
        resources: matching(explain.resources, 'resource'),
      })),
      denials: all.flatMap(denialsOf),
    };
  }

  private async analyse({ action, resource, context }: Request, policy?: Policy): Promise<RequestAnalysis> {
    const ofKey = policy !== undefined;
    const result = await runSimulation(
      {
        request: {
          principal: this.role.arn,
          action,
          resource: { resource, accountId: ACCOUNT },
          contextVariables: {
            ...(ofKey && !resource.includes(NEW_ID) ? resourceTags(this.keys.tags()) : {}),
            ...(simulable(context) as Record<string, string | string[]>),
            'aws:PrincipalArn': this.role.arn,
            'aws:PrincipalAccount': ACCOUNT,
            'aws:ResourceAccount': ACCOUNT,
          },
        },
        identityPolicies: this.identityPolicies,
        permissionBoundaryPolicies: this.boundary,
        serviceControlPolicies: [{ orgIdentifier: 'root', policies: [{ name: 'everything', policy: EVERYTHING }] }],
        resourceControlPolicies: [],
        resourcePolicy: policy && createValidatedPolicy(simulable(policy), validateResourcePolicy),
      },
      {},
    );
    if (result.resultType === 'single') return result.result.analysis;
    throw new Error(`${action} on ${resource} cannot be decided: ${JSON.stringify(result)}`);
  }
}

/** iam-simulate 0.1.173 ignores keys of the form `kms:EncryptionContext:NAME`. A resource tag of that name is compared alike. */
function simulable<T>(value: T): T {
  return JSON.parse(
    JSON.stringify(value).replaceAll('"kms:EncryptionContext:', '"aws:ResourceTag/EncryptionContext:'),
  ) as T;
}

function resourceTags(tags: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:ResourceTag/${key}`, value]));
}

const EVERYTHING = createValidatedPolicy(
  { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
  () => [],
);

function denialsOf(analysis: RequestAnalysis): Decision['denials'] {
  const parts = {
    'identity policy': analysis.identityAnalysis,
    'permissions boundary': analysis.permissionBoundaryAnalysis,
    'key policy': analysis.resourceAnalysis,
  };
  const explicit = Object.entries(parts).flatMap(([of, part]) =>
    (part?.denyStatements ?? []).map(({ policyId, statement }) => ({ of, ...idOf(policyId, statement) })),
  );
  if (explicit.length > 0 || analysis.identityAnalysis?.result !== 'Allowed') return explicit;
  // The boundary allows nothing that it does not name.
  return (analysis.blockedBy ?? []).map((of) => ({
    of: of === 'pb' ? 'permissions boundary' : of,
    policy: of,
    index: 0,
  }));
}

function idOf(policy: string, statement: { index(): number; sid(): string | undefined }): StatementId {
  return { policy, index: statement.index(), sid: statement.sid() };
}

type Explained<K extends string> = { readonly matches: boolean } & Readonly<Record<K, string>>;

function matching<K extends string>(explained: Explained<K> | Explained<K>[] | undefined, key: K): string[] {
  const parts: readonly Explained<K>[] =
    explained === undefined ? [] : Array.isArray(explained) ? explained : [explained];
  return parts.filter(({ matches }) => matches).map((part) => part[key]);
}
