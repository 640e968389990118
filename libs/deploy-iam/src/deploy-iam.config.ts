import type { ModuleConfig, PolicyStatement } from '@restartix/core';

/** What writes a log. */
export interface Logged {
  /** The log group. */
  readonly logGroup: {
    /** ARN of the log group, without `:*`. */
    readonly arn: string;
  };
}

/** A service that a pipeline deploys. An `EcsService` fits as it is. */
export interface DeployedService extends Logged {
  /** ARN of the service. */
  readonly serviceArn: string;
  /** ARN of the task definition without revision: what a deployment registers, and runs to migrate. */
  readonly taskDefinitionArnWithoutRevision: string;
  /** Role that the tasks have; a deployment may pass this one. */
  readonly taskRoleArn: string;
  /** Role that starts the tasks; a deployment may pass this one. */
  readonly executionRoleArn: string;
}

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
   * @default - any workflow of an allowed branch or environment
   */
  readonly applyWorkflowRef?: string;
  /**
   * ARN of the account's OIDC provider.
   * @default - the one that GithubOidcProvider makes
   */
  readonly oidcProviderArn?: string;
  /** Where images are pushed to. A `ContainerRegistry` fits as it is. */
  readonly registry: {
    /** ARNs of the repositories, by name. */
    readonly repositoryArns: Readonly<Record<string, string>>;
  };
  /** Where the services run. An `EcsCluster` fits as it is. */
  readonly cluster: {
    /** ARN of the cluster. */
    readonly clusterArn: string;
  };
  /** Services that are deployed, by name. An `EcsService` fits as it is. */
  readonly services: Readonly<Record<string, DeployedService>>;
  /**
   * What else has a log that a deployment may read, by name. A `StorageBackups` fits as it is.
   * @default {}
   */
  readonly otherLogs?: Readonly<Record<string, Logged>>;
  /** What reading the environment's state takes: `statePolicy({ …, access: 'read' })` of tfstate-backend. */
  readonly planStateStatements: readonly PolicyStatement[];
  /** What changing the environment's state takes: `statePolicy({ …, access: 'write' })` of tfstate-backend. */
  readonly applyStateStatements: readonly PolicyStatement[];
}
