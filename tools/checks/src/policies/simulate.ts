import { runSimulation } from '@cloud-copilot/iam-simulate';
import type { Policy } from './account';

/** One request to AWS. */
export interface Request {
  /** ARN of the calling role. */
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly context?: Readonly<Record<string, string>>;
  readonly identityPolicies: readonly { readonly name: string; readonly policy: Policy }[];
  /** The policy of the key or bucket. */
  readonly resourcePolicy?: Policy;
}

const ACCOUNT = '123456789012';
const EVERYTHING = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

/**
 * Whether AWS would allow it, as evaluated by iam-simulate: identity and resource policies, conditions, denials.
 * @throws Error for an invalid policy.
 */
export async function isAllowed(request: Request): Promise<boolean> {
  const { principal, action, resource, context = {}, identityPolicies, resourcePolicy } = request;
  const result = await runSimulation(
    {
      request: {
        principal,
        action,
        resource: { resource, accountId: ACCOUNT },
        contextVariables: {
          'aws:PrincipalArn': principal,
          'aws:PrincipalAccount': ACCOUNT,
          'aws:SecureTransport': 'true',
          'aws:RequestedRegion': 'eu-central-1',
          's3:TlsVersion': '1.3',
          ...context,
        },
      },
      identityPolicies: [...identityPolicies],
      serviceControlPolicies: [{ orgIdentifier: 'root', policies: [{ name: 'everything', policy: EVERYTHING }] }],
      resourceControlPolicies: [],
      resourcePolicy,
    },
    {},
  );
  if (result.resultType === 'error') throw new Error(JSON.stringify(result.errors));
  return result.overallResult === 'Allowed';
}
