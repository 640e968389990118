import type { Policy } from '../policy';

const TRUST = /^(assume_role_policy|permissions_boundary)\b/;
const PROVIDERS = ['aws_iam_openid_connect_provider', 'aws_iam_saml_provider'];

/** Who may take a role is reviewed by somebody who knows why it is so. */
export const trust: Policy = {
  name: 'trust',
  check: ({ changes }) =>
    changes
      .filter(
        ({ type, action, attributes }) =>
          (PROVIDERS.includes(type) && action !== 'create') ||
          (type === 'aws_iam_role' && attributes.some((path) => TRUST.test(path))),
      )
      .map(({ address }) => ({
        severity: 'warning',
        address,
        message: 'changes who may take a role, or what the role may have at most. Ask for a second review.',
      })),
};
