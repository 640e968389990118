import { checkConfig, isKnown, type ReportProblem } from '@restartix/core';
import type { DeployIamConfig } from './deploy-iam.config';
import type { Repository } from './subjects';

/** @throws ConfigError that lists everything wrong with the config. */
export function checkDeployIam(id: string, config: DeployIamConfig): void {
  checkConfig('deploy-iam', id, (problem) => {
    checkNames(config, problem);
    checkContexts(config, problem);
    checkIds(config, problem);
    checkWorkflows(config, problem);
    checkApplications(config, problem);
    checkResources(config, problem);
  });
}

/** The repository itself, and those of applications. */
function repositoriesOf({ applications = [], ...own }: DeployIamConfig): [prefix: string, repository: Repository][] {
  return [['', own], ...applications.map((each, index): [string, Repository] => [`applications[${index}].`, each])];
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
  const { applyWorkflowRef, deployWorkflowRef, drillWorkflowRef, planWorkflowRefs = [] } = config;
  const named = planWorkflowRefs.map((value, index) => [`planWorkflowRefs[${index}]`, value] as const);
  for (const [property, value] of [
    ...Object.entries({ applyWorkflowRef, deployWorkflowRef, drillWorkflowRef }),
    ...named,
  ]) {
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

function checkApplications({ applications }: DeployIamConfig, problem: ReportProblem): void {
  if (applications?.length !== 0) return;
  problem({
    property: 'applications',
    value: applications,
    allowed: 'one repository at least',
    fix: 'Leave it out for the repository itself.',
  });
}

/** Names become parts of ARNs, where a wildcard would reach further. */
function checkResources(config: DeployIamConfig, problem: ReportProblem): void {
  const { services, repositories = [], jobs = [], otherJobs = [], secrets = [], otherLogs = [] } = config;
  const named = { services, repositories, jobs, otherJobs, secrets, otherLogs };
  for (const [property, names] of Object.entries(named)) {
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
