import { checkConfig, isKnown, type ConfigProblem, type ModuleConfig, type PolicyStatement } from '@restartix/core';

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

type Report = (problem: ConfigProblem) => void;

/** @throws ConfigError that lists everything wrong with the config. */
export function checkDeployIam(id: string, config: DeployIamConfig): void {
  checkConfig('deploy-iam', id, (problem) => {
    checkNames(config, problem);
    checkContexts(config, problem);
    checkIds(config, problem);
    checkWorkflow(config, problem);
  });
}

function checkNames({ githubOrg, githubRepo }: DeployIamConfig, problem: Report): void {
  for (const [property, value] of Object.entries({ githubOrg, githubRepo })) {
    if (!isKnown(value) || /^[A-Za-z0-9._-]{1,100}$/.test(value)) continue;
    problem({ property, value, allowed: 'one name as GitHub has it, without a wildcard', fix: 'Write it out.' });
  }
}

function checkContexts({ allowedBranches = [], allowedEnvironments = [] }: DeployIamConfig, problem: Report): void {
  for (const [property, values] of Object.entries({ allowedBranches, allowedEnvironments })) {
    values.forEach((value, index) => {
      if (!isKnown(value) || /^[^\s*?:~^[\]\\]+$/.test(value)) return;
      problem({
        property: `${property}[${index}]`,
        value,
        allowed: 'a whole name: a wildcard would let in whoever may push a branch',
        fix: 'Name each one.',
      });
    });
  }
}

function checkIds({ githubOwnerId, githubRepoId }: DeployIamConfig, problem: Report): void {
  if ((githubOwnerId === undefined) !== (githubRepoId === undefined)) {
    problem({
      property: githubOwnerId === undefined ? 'githubOwnerId' : 'githubRepoId',
      value: undefined,
      allowed: 'a number, as the other one is given',
      fix: 'gh api repos/{org}/{repo} --jq ".owner.id, .id" says both.',
    });
  }
  for (const [property, value] of Object.entries({ githubOwnerId, githubRepoId })) {
    if (!isKnown(value) || /^\d+$/.test(value)) continue;
    problem({ property, value, allowed: 'digits', fix: 'gh api repos/{org}/{repo} says it.' });
  }
}

function checkWorkflow({ applyWorkflowRef: value }: DeployIamConfig, problem: Report): void {
  if (!isKnown(value) || /^[^\s*?/]+\/[^\s*?/]+\/\.github\/workflows\/[^\s*?@]+@refs\/[^\s*?]+$/.test(value)) return;
  problem({
    property: 'applyWorkflowRef',
    value,
    allowed: '{org}/{repo}/.github/workflows/{file}@refs/heads/{branch}, without a wildcard',
    fix: 'Write it out.',
  });
}
