export type { BackupCopyDestination } from './backup-copies';
export { boundaryStatements } from './boundary';
export { BreakGlass } from './break-glass';
export type { BreakGlassConfig } from './break-glass.config';
export { DeployIam, type DeployIamOutputs, type PipelineRoleName } from './deploy-iam';
export type { DeployIamConfig, DeployScope } from './deploy-iam.config';
export { GithubOidcProvider, type GithubOidcProviderConfig } from './github-oidc-provider';
export { applyStatements, planStatements } from './terraform-statements';
export { subjects, type Repository } from './subjects';
