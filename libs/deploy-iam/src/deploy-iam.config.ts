import type { ModuleConfig, PolicyStatement } from '@restartix/core';
import type { BackupCopyDestination } from './backup-copies';
import type { Repository } from './subjects';

/** What a role deploys, and for whom. */
export interface DeployScope {
  /** Services that are deployed, by the names that `EcsService` has, e.g. `['core-api']`. */
  readonly services: readonly string[];
  /**
   * Image repositories that a deployment pushes to, by the names that `ContainerRegistry` has.
   * @default - one for each service
   */
  readonly repositories?: readonly string[];
  /**
   * Tasks that run once in an image that is deployed, by name, e.g. `['migrations']`: a deployment gives them the image, and
   * runs them first.
   * @default [] - none
   */
  readonly jobs?: readonly string[];
  /**
   * Tasks of another image that a deployment runs first, by name.
   * @default [] - none
   */
  readonly otherJobs?: readonly string[];
  /**
   * Secrets whose values a deployment reads, by their names below `{project}/{env}/`. What a task reads, its execution role reads.
   * @default [] - none
   */
  readonly secrets?: readonly string[];
  /**
   * Log groups that a deployment reads beside its jobs' own, by full name.
   * @default []
   */
  readonly otherLogs?: readonly string[];
  /**
   * The one workflow that may deploy applications. A reusable one is named by its own repository, whoever calls it.
   * @default - any workflow of an allowed environment
   */
  readonly deployWorkflowRef?: string;
  /**
   * Repositories whose workflows deploy applications, from a GitHub environment of their own by one of the allowed names.
   * With `deployWorkflowRef`, only by calling that workflow.
   * @default - the repository itself
   */
  readonly applications?: readonly Repository[];
}

/** Inputs of the pipelines' roles of one environment, all of them known before the environment exists. */
export interface DeployIamConfig extends ModuleConfig, DeployScope {
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
   * The workflows that may plan, each `{org}/{repo}/.github/workflows/{file}@{ref}`. A pull request's own workflows never do:
   * what they hold is its author's. A `workflow_run` plans for it, from the branch's code.
   * @default - any workflow of an allowed branch
   */
  readonly planWorkflowRefs?: readonly string[];
  /**
   * The workflow that restores a backup for a drill, from the only branch that it may come from:
   * `{org}/{repo}/.github/workflows/{file}@refs/heads/{branch}`. Its role starts the restore's task, which reads backups and the
   * database: so it is one workflow, and never any.
   * @default - no role for drills
   */
  readonly drillWorkflowRef?: string;
  /**
   * ARN of the account's OIDC provider.
   * @default - the one that GithubOidcProvider makes
   */
  readonly oidcProviderArn?: string;
  /**
   * Full name of the cluster that the services run in.
   * @default - `{project}-{env}-cluster`, as `EcsCluster` names it
   */
  readonly clusterName?: string;
  /**
   * Further roles that deploy, by name, e.g. one for each team: `{project}-{env}-github-deploy-{name}`, each for its own services and
   * from its own repositories. A role holds some fifty services, twice as many where AWS has raised its quota of policies.
   * @default {} - `deploy` alone
   */
  readonly deployRoles?: Readonly<Record<string, DeployScope>>;
  /**
   * Where the environment's backups may be copied to by S3, and nowhere else: `copy` of `StorageBackups`.
   * @default [] - nowhere
   */
  readonly backupCopies?: readonly BackupCopyDestination[];
  /** What reading the environment's state takes: `statePolicy({ …, access: 'read' })` of tfstate-backend. */
  readonly planStateStatements: readonly PolicyStatement[];
  /** What changing the environment's state takes: `statePolicy({ …, access: 'write' })` of tfstate-backend. */
  readonly applyStateStatements: readonly PolicyStatement[];
}
