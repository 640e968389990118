export { DeployIam, type DeployIamOutputs } from './deploy-iam';
export type { DeployedService, DeployIamConfig, Logged } from './deploy-iam.config';
export { GithubOidcProvider, type GithubOidcProviderConfig } from './github-oidc-provider';
export { applyStatements, planStatements } from './terraform-statements';
export { subjects } from './subjects';
