import { IamOpenidConnectProvider } from '@cdktf/provider-aws/lib/iam-openid-connect-provider';
import { claimName, contextOf, type ModuleConfig, type ModuleContext } from '@restartix/core';
import { Construct } from 'constructs';

/** GitHub Actions' issuer. */
export const ISSUER = 'token.actions.githubusercontent.com';
export const AUDIENCE = 'sts.amazonaws.com';

export interface GithubOidcProviderConfig extends ModuleConfig {
  /**
   * ARN of the provider that the account has already: it has one for each issuer.
   * @default - one is made
   */
  readonly existingArn?: string;
}

/**
 * Lets AWS accept tokens of GitHub's workflows. Once in an account; each role says who may assume it.
 *
 * @example
 * new GithubOidcProvider(this, 'github');
 */
export class GithubOidcProvider extends Construct {
  /** Undefined for an existing one. */
  readonly provider: IamOpenidConnectProvider | undefined;
  /** ARN of GitHub's OIDC provider in the account. */
  readonly oidcProviderArn: string;

  /** @throws ConfigError for a second one in a stack. */
  constructor(scope: Construct, id: string, config: GithubOidcProviderConfig = {}) {
    super(scope, id);
    contextOf(this, 'deploy-iam', id, config);
    claimName(this, { module: 'deploy-iam', property: 'issuer', value: ISSUER });
    this.provider = config.existingArn
      ? undefined
      : // AWS knows GitHub's certificates by itself since 2023: no thumbprint.
        new IamOpenidConnectProvider(this, 'provider', { url: `https://${ISSUER}`, clientIdList: [AUDIENCE] });
    this.oidcProviderArn = this.provider?.arn ?? config.existingArn ?? '';
  }
}

/** The ARN that the account's provider has, wherever it is made. */
export function oidcProviderArn({ partition, accountId }: ModuleContext): string {
  return `arn:${partition}:iam::${accountId}:oidc-provider/${ISSUER}`;
}
