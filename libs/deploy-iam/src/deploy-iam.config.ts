import type { ModuleConfig, PolicyStatement } from '@restartix/core';

/** Inputs of the pipelines' roles of one environment, all of them known before the environment exists. */
export interface DeployIamConfig extends ModuleConfig {
  /** Owner of the repository at GitHub, e.g. `restartix`. */
  readonly githubOrg: string;
  /** Name of the repository, e.g. `infrastructure`. */
  readonly githubRepo: string;
  /**
   * Branches whose workflows may plan, whole names without a wildcard. A branch alone neither deploys nor applies: that takes
   * a GitHub environment, whose rules say who approves and from which branches.
   * @default ['master']
   */
  readonly allowedBranches?: readonly string[];
  /**
   * GitHub environments whose jobs may deploy and apply.
   * @default - the env's own name
   */
  readonly allowedEnvironments?: readonly string[];
  /**
   * Number of the organization, for GitHub's immutable subjects; with `githubRepoId`.
   * @default - subjects by name only
   */
  readonly githubOwnerId?: string;
  /**
   * Number of the repository; with `githubOwnerId`.
   * @default - subjects by name only
   */
  readonly githubRepoId?: string;
  /**
   * The one workflow that may apply, `{org}/{repo}/.github/workflows/{file}@{ref}`.
   * @default - any workflow of an allowed environment
   */
  readonly applyWorkflowRef?: string;
  /**
   * The one workflow that may deploy applications.
   * @default - any workflow of an allowed environment
   */
  readonly deployWorkflowRef?: string;
  /**
   * The workflows that may plan, each `{org}/{repo}/.github/workflows/{file}@{ref}`. A pull request's own workflows never do:
   * what they hold is its author's. A `workflow_run` plans for it, from the branch's code.
   * @default - any workflow of an allowed branch
   */
  readonly planWorkflowRefs?: readonly string[];
  /**
   * ARN of the account's OIDC provider.
   * @default - the one that GithubOidcProvider makes
   */
  readonly oidcProviderArn?: string;
  /** Services that are deployed, by the names that `EcsService` has, e.g. `['core-api']`. */
  readonly services: readonly string[];
  /**
   * Image repositories that a deployment pushes to, by the names that `ContainerRegistry` has.
   * @default - one for each service
   */
  readonly repositories?: readonly string[];
  /**
   * Full name of the cluster that the services run in.
   * @default - `{project}-{env}-cluster`, as `EcsCluster` names it
   */
  readonly clusterName?: string;
  /**
   * Secrets that a deployment reads, by their names below `{project}/{env}/`. What a task reads, its execution role reads.
   * @default [] - none
   */
  readonly secrets?: readonly string[];
  /**
   * Log groups that a deployment reads beside its services' own, by full name.
   * @default []
   */
  readonly otherLogs?: readonly string[];
  /** What reading the environment's state takes: `statePolicy({ …, access: 'read' })` of tfstate-backend. */
  readonly planStateStatements: readonly PolicyStatement[];
  /** What changing the environment's state takes: `statePolicy({ …, access: 'write' })` of tfstate-backend. */
  readonly applyStateStatements: readonly PolicyStatement[];
}
