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
  /** The permissions boundary of the calling role. */
  readonly boundary?: Policy;
  /** The policy of the key or bucket. */
  readonly resourcePolicy?: Policy;
}

const ACCOUNT = '123456789012';
export const EVERYTHING: Policy = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
};

/** The policy of a key that leaves everything to the account's IAM: KMS asks it first. */
const KEY_OF_ACCOUNT = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'kms:*', Resource: '*', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` } }],
};

/**
 * Whether AWS would allow it, as evaluated by iam-simulate: identity and resource policies, conditions, denials.
 * @throws Error for an invalid policy.
 */
export async function isAllowed(request: Request): Promise<boolean> {
  const known = withKnownKeys(request);
  const { principal, action, resource, context = {}, identityPolicies, boundary } = known;
  const { resourcePolicy = action.startsWith('kms:') && resource !== '*' ? KEY_OF_ACCOUNT : undefined } = known;
  const result = await runSimulation(
    {
      request: {
        principal,
        action,
        resource: { resource, accountId: ACCOUNT },
        contextVariables: {
          'aws:PrincipalArn': principal,
          'aws:PrincipalAccount': ACCOUNT,
          'aws:ResourceAccount': ACCOUNT,
          'aws:SecureTransport': 'true',
          'aws:RequestedRegion': 'eu-central-1',
          's3:TlsVersion': '1.3',
          ...context,
        },
      },
      identityPolicies: [...identityPolicies],
      serviceControlPolicies: [{ orgIdentifier: 'root', policies: [{ name: 'everything', policy: EVERYTHING }] }],
      resourceControlPolicies: [],
      permissionBoundaryPolicies: boundary && [{ name: 'boundary', policy: boundary }],
      resourcePolicy,
    },
    {},
  );
  if (result.resultType === 'error') throw new Error(JSON.stringify(result.errors));
  return result.overallResult === 'Allowed';
}

/** iam-simulate drops the keys of KMS's encryption context, for they end in any name: they go under a tag's. */
function withKnownKeys(request: Request): Request {
  return JSON.parse(JSON.stringify(request).replaceAll('kms:EncryptionContext:', 'aws:RequestTag/')) as Request;
}
