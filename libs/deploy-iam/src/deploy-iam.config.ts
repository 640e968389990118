import type { ModuleConfig, PolicyStatement } from '@restartix/core';

/** Inputs of the pipelines' roles. */
export interface DeployIamConfig extends ModuleConfig {
  /** Owner of the repository at GitHub, e.g. `restartix`. */
  readonly githubOrg: string;
  /** Name of the repository, e.g. `infrastructure`. */
  readonly githubRepo: string;
  /**
   * Branches whose workflows may deploy and apply, whole names without a wildcard.
   * @default ['master']
   */
  readonly allowedBranches?: readonly string[];
  /**
   * GitHub environments whose jobs may: such a job has its environment in its subject, and not its branch.
   * @default - the env's own name
   */
  readonly allowedEnvironments?: readonly string[];
  /**
   * Number of the organization, for GitHub's immutable subjects; with `githubRepoId`.
   * @default - subjects by name alone
   */
  readonly githubOwnerId?: string;
  /**
   * Number of the repository; with `githubOwnerId`.
   * @default - subjects by name alone
   */
  readonly githubRepoId?: string;
  /**
   * The one workflow that may apply, `{org}/{repo}/.github/workflows/{file}@{ref}`.
   * @default - any workflow of an allowed branch or environment
   */
  readonly applyWorkflowRef?: string;
  /**
   * ARN of the account's OIDC provider.
   * @default - the one that GithubOidcProvider makes
   */
  readonly oidcProviderArn?: string;
  /** ARNs of the repositories that images are pushed to. */
  readonly repositoryArns: readonly string[];
  /** ARN of the cluster. */
  readonly clusterArn: string;
  /** ARNs of the services that are deployed. */
  readonly serviceArns: readonly string[];
  /** ARNs, without revision, of the task definitions that a deployment runs (migrations) and registers. */
  readonly taskDefinitionArns: readonly string[];
  /** ARNs of the roles of those tasks: the only ones that a deployment may pass on. */
  readonly taskRoleArns: readonly string[];
  /** ARNs of the log groups that a deployment may read. */
  readonly logGroupArns: readonly string[];
  /** What reading the environment's state takes: `statePolicy({ …, access: 'read' })` of tfstate-backend. */
  readonly planStateStatements: readonly PolicyStatement[];
  /** What changing the environment's state takes: `statePolicy({ …, access: 'write' })` of tfstate-backend. */
  readonly applyStateStatements: readonly PolicyStatement[];
}
