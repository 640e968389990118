import { checkConfig, isKnown, type ReportProblem } from '@restartix/core';
import type { DeployIamConfig } from './deploy-iam.config';

/** @throws ConfigError that lists everything wrong with the config. */
export function checkDeployIam(id: string, config: DeployIamConfig): void {
  checkConfig('deploy-iam', id, (problem) => {
    checkNames(config, problem);
    checkContexts(config, problem);
    checkIds(config, problem);
    checkWorkflows(config, problem);
    checkResources(config, problem);
  });
}

function checkNames({ githubOrg, githubRepo }: DeployIamConfig, problem: ReportProblem): void {
  for (const [property, value] of Object.entries({ githubOrg, githubRepo })) {
    if (!isKnown(value) || /^[A-Za-z0-9._-]{1,100}$/.test(value)) continue;
    problem({ property, value, allowed: 'one name as GitHub has it, without a wildcard', fix: 'Write it out.' });
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

function checkIds({ githubOwnerId, githubRepoId }: DeployIamConfig, problem: ReportProblem): void {
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

function checkWorkflows(config: DeployIamConfig, problem: ReportProblem): void {
  const { applyWorkflowRef, deployWorkflowRef, planWorkflowRefs = [] } = config;
  const named = planWorkflowRefs.map((value, index) => [`planWorkflowRefs[${index}]`, value] as const);
  for (const [property, value] of [...Object.entries({ applyWorkflowRef, deployWorkflowRef }), ...named]) {
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

/** Names become parts of ARNs, where a wildcard would reach further. */
function checkResources(config: DeployIamConfig, problem: ReportProblem): void {
  const { services, repositories = [], secrets = [], otherLogs = [] } = config;
  for (const [property, names] of Object.entries({ services, repositories, secrets, otherLogs })) {
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
