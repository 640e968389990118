import { checkConfig, checkValues, isKnown, type PolicyStatement, type ReportProblem } from '@restartix/core';
import type { DeployIamConfig, DeployScope } from './deploy-iam.config';
import { MAX_POLICIES, inPolicies } from './policy-size';
import type { Repository } from './subjects';
import { DEPLOY_IAM_CONFIG } from './generated-inputs';

/** @throws ConfigError that lists everything wrong with the config. */
export function checkDeployIam(id: string, config: DeployIamConfig): void {
  checkValues('deploy-iam', id, config, { inputs: DEPLOY_IAM_CONFIG });
  checkConfig('deploy-iam', id, (problem) => {
    checkNames(config, problem);
    checkContexts(config, problem);
    checkIds(config, problem);
    checkWorkflows(config, problem);
    checkDeployRoles(config, problem);
    checkApplications(config, problem);
    checkResources(config, problem);
  });
}

/**
 * A role that would need more policies than one can have: AWS would refuse to attach the rest.
 * @throws ConfigError that names the role.
 */
export function checkPolicies(id: string, roles: Readonly<Record<string, readonly PolicyStatement[]>>): void {
  checkConfig('deploy-iam', id, (problem) => {
    for (const [property, statements] of Object.entries(roles)) {
      const { length } = inPolicies(statements);
      if (length <= MAX_POLICIES) continue;
      problem({
        property,
        value: `${length} policies`,
        allowed: `${MAX_POLICIES} policies of one role (AWS IAM; 10 until the quota is raised)`,
        fix: 'Move services to a role of deployRoles: one for each team or repository.',
      });
    }
  });
}

/** What `deploy` and each of `deployRoles` deploy, by the path of their properties. */
function scopesOf(config: DeployIamConfig): [prefix: string, scope: DeployScope][] {
  const further = Object.entries(config.deployRoles ?? {});
  return [['', config], ...further.map(([name, scope]): [string, DeployScope] => [`deployRoles.${name}.`, scope])];
}

/** The repository itself, and those of applications. */
function repositoriesOf(config: DeployIamConfig): [prefix: string, repository: Repository][] {
  const ofScope = ([prefix, { applications = [] }]: [string, DeployScope]): [string, Repository][] =>
    applications.map((each, index) => [`${prefix}applications[${index}].`, each]);
  return [['', config], ...scopesOf(config).flatMap(ofScope)];
}

// The longest name of a role has 64 characters, and each must be told from the others.
function checkDeployRoles({ deployRoles = {} }: DeployIamConfig, problem: ReportProblem): void {
  for (const name of Object.keys(deployRoles)) {
    if (/^[a-z][a-z0-9-]{0,23}$/.test(name)) continue;
    problem({
      property: `deployRoles.${name}`,
      value: name,
      allowed: 'lowercase letters, digits and hyphens, 24 characters at most: it ends the name of the role',
      fix: 'Name it after the team or repository.',
    });
  }
}

function checkNames(config: DeployIamConfig, problem: ReportProblem): void {
  for (const [prefix, { githubOrg, githubRepo }] of repositoriesOf(config)) {
    for (const [name, value] of Object.entries({ githubOrg, githubRepo })) {
      if (!isKnown(value) || /^[A-Za-z0-9._-]{1,100}$/.test(value)) continue;
      const allowed = 'one name as GitHub has it, without a wildcard';
      problem({ property: `${prefix}${name}`, value, allowed, fix: 'Write it out.' });
    }
  }
}

function checkContexts(
  { allowedBranches = [], allowedEnvironments = [] }: DeployIamConfig,
  problem: ReportProblem,
): void {
  for (const [property, values] of Object.entries({ allowedBranches, allowedEnvironments })) {
    values.forEach((value, index) => {
      if (!isKnown(value) || /^[^\s*?:~^[\]\\]+$/.test(value)) return;
      problem({
        property: `${property}[${index}]`,
        value,
        allowed: 'a whole name: a wildcard would admit everybody who may push a branch',
        fix: 'Name each one.',
      });
    });
  }
}

function checkIds(config: DeployIamConfig, problem: ReportProblem): void {
  for (const [prefix, { githubOwnerId, githubRepoId }] of repositoriesOf(config)) {
    if ((githubOwnerId === undefined) !== (githubRepoId === undefined)) {
      problem({
        property: `${prefix}${githubOwnerId === undefined ? 'githubOwnerId' : 'githubRepoId'}`,
        value: undefined,
        allowed: 'a number, as the other one is given',
        fix: 'gh api repos/{org}/{repo} --jq ".owner.id, .id" says both.',
      });
    }
    for (const [name, value] of Object.entries({ githubOwnerId, githubRepoId })) {
      if (!isKnown(value) || /^\d+$/.test(value)) continue;
      problem({ property: `${prefix}${name}`, value, allowed: 'digits', fix: 'gh api repos/{org}/{repo} says it.' });
    }
  }
}

function checkWorkflows(config: DeployIamConfig, problem: ReportProblem): void {
  const { applyWorkflowRef, drillWorkflowRef, planWorkflowRefs = [] } = config;
  const named = planWorkflowRefs.map((value, index) => [`planWorkflowRefs[${index}]`, value] as const);
  const deploying = scopesOf(config).map(
    ([prefix, { deployWorkflowRef }]) => [`${prefix}deployWorkflowRef`, deployWorkflowRef] as const,
  );
  for (const [property, value] of [...Object.entries({ applyWorkflowRef, drillWorkflowRef }), ...deploying, ...named]) {
    if (!isKnown(value) || /^[^\s*?/]+\/[^\s*?/]+\/\.github\/workflows\/[^\s*?@]+@refs\/[^\s*?]+$/.test(value))
      continue;
    problem({
      property,
      value,
      allowed: '{org}/{repo}/.github/workflows/{file}@refs/heads/{branch}, without a wildcard',
      fix: 'Write it out.',
    });
  }
}

function checkApplications(config: DeployIamConfig, problem: ReportProblem): void {
  for (const [prefix, { applications }] of scopesOf(config)) {
    if (applications?.length !== 0) continue;
    problem({
      property: `${prefix}applications`,
      value: applications,
      allowed: 'one repository at least',
      fix: 'Leave it out for the repository itself.',
    });
  }
}

/** Names become parts of ARNs, where a wildcard would reach further. */
function checkResources(config: DeployIamConfig, problem: ReportProblem): void {
  const named = scopesOf(config).flatMap(([prefix, scope]) => {
    const { services, repositories = [], jobs = [], otherJobs = [], secrets = [], otherLogs = [] } = scope;
    const lists = Object.entries({ services, repositories, jobs, otherJobs, secrets, otherLogs });
    return lists.map(([property, names]) => [`${prefix}${property}`, names] as const);
  });
  for (const [property, names] of named) {
    names.forEach((value, index) => {
      if (!isKnown(value) || /^[\w./#-]+$/.test(value)) return;
      problem({
        property: `${property}[${index}]`,
        value,
        allowed: 'a whole name: letters, digits and -_./#',
        fix: 'Name each one.',
      });
    });
  }
}
