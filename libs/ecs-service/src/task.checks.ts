import {
  checkBounds,
  checkConfig,
  checkFargateSize,
  checkLogRetention,
  checkValues,
  isKnown,
  type FargateSize,
  type Inputs,
  type ReportProblem,
} from '@restartix/core';
import type { Construct } from 'constructs';
import { checkContainer, checkImages, checkSidecars } from './containers.checks';
import type { NamedTask, TaskOptions } from './ecs-service.config';
import { policyKey } from './roles';

const MAX_MANAGED_POLICIES = 20;

/** @throws ConfigError that lists everything wrong with the config of a task that runs once. */
export function checkEcsTask(scope: Construct, id: string, config: NamedTask & FargateSize): void {
  checkConfig('ecs-service', id, (problem) => checkTask(scope, config, 'taskName', problem));
}

const TEXT = ['command[]', 'entryPoint[]', 'environment.*', 'containerHealthCheck.command[]'];
const EMPTY = ['command[]', 'entryPoint[]', 'environment.*'];

/** Before the config is read: what is free text, and what may be empty, in each of its containers. */
export function checkTaskValues(id: string, config: TaskOptions, inputs: Inputs): void {
  const ofContainers = (paths: readonly string[]): string[] => paths.flatMap((path) => [path, `sidecars.*.${path}`]);
  checkValues('ecs-service', id, config, {
    inputs,
    text: [...ofContainers(TEXT), 'taskPolicy[].resources[]', 'taskPolicy[].conditions.*'],
    empty: ofContainers(EMPTY),
    known: ['renamedFrom'],
    unknownLists: ['subnetIds', 'securityGroupIds'],
  });
}

/** What a task of a service and one that runs once can both get wrong; `nameProperty` is where its name is written. */
export function checkTask(
  scope: Construct,
  config: NamedTask & FargateSize,
  nameProperty: 'serviceName' | 'taskName',
  problem: ReportProblem,
): void {
  checkName(nameProperty, config, problem);
  checkFargateSize(config, problem);
  checkPlacement(config, problem);
  checkImages(scope, config, problem);
  checkContainer(config, '', problem);
  checkSidecars(config, problem);
  checkDisk(config, problem);
  checkExec(config, problem);
  checkPolicies(scope, config, problem);
  checkLogs(config, problem);
}

function checkName(property: string, { serviceName }: NamedTask, problem: ReportProblem): void {
  if (/^[a-z][a-z0-9-]{0,62}$/.test(serviceName)) return;
  problem({
    property,
    value: serviceName,
    allowed: '1 to 63 lowercase letters, digits and hyphens, starting with a letter',
    fix: 'Rename it.',
  });
}

function checkPlacement({ subnetIds, securityGroupIds }: NamedTask, problem: ReportProblem): void {
  for (const [property, value] of Object.entries({ subnetIds, securityGroupIds })) {
    if (!isKnown(value) || value.length > 0) continue;
    problem({ property, value, allowed: 'one or more', fix: "Give the network's." });
  }
}

function checkDisk({ ephemeralStorageGib }: NamedTask, problem: ReportProblem): void {
  checkBounds(problem, {
    property: 'ephemeralStorageGib',
    value: ephemeralStorageGib,
    min: 21,
    max: 200,
    unit: 'GiB',
    by: 'AWS Fargate',
    fix: 'Leave it out for the 20 GiB that are free.',
  });
}

function checkExec({ exec, rootFilesystem = 'writable' }: NamedTask, problem: ReportProblem): void {
  if (!exec || rootFilesystem === 'writable') return;
  problem({
    property: 'exec',
    value: exec,
    allowed: 'with a writable root filesystem: the session agent writes to it (Amazon ECS)',
    fix: 'Set rootFilesystem to "writable", or leave exec out.',
  });
}

function checkPolicies(scope: Construct, { additionalIamPolicyArns = [] }: NamedTask, problem: ReportProblem): void {
  if (additionalIamPolicyArns.length > MAX_MANAGED_POLICIES) {
    problem({
      property: 'additionalIamPolicyArns',
      value: additionalIamPolicyArns.length,
      allowed: `at most ${MAX_MANAGED_POLICIES} (AWS IAM; 10 until the quota is raised)`,
      fix: 'Join policies, or put statements into taskPolicy.',
    });
  }
  const keys = additionalIamPolicyArns.map((arn) => policyKey(scope, arn));
  additionalIamPolicyArns.forEach((arn, index) => {
    if (keys.indexOf(keys[index]!) === index) return;
    problem({
      property: `additionalIamPolicyArns[${index}]`,
      value: isKnown(arn) ? arn : keys[index],
      allowed: `each policy once, and no two of one name: the attachment is keyed by "${keys[index]}"`,
      fix: 'Remove it, or rename one of the policies.',
    });
  });
}

function checkLogs({ logs = {} }: NamedTask, problem: ReportProblem): void {
  const { retentionInDays, mode, bufferMib } = logs;
  checkLogRetention('logs.retentionInDays', retentionInDays, problem);
  if (bufferMib !== undefined && mode !== 'non-blocking') {
    problem({
      property: 'logs.bufferMib',
      value: bufferMib,
      allowed: 'with the mode "non-blocking" only',
      fix: 'Set logs.mode to "non-blocking", or leave the buffer out.',
    });
  }
  checkBounds(problem, {
    property: 'logs.bufferMib',
    value: bufferMib,
    min: 1,
    max: 1024,
    unit: "MiB of the task's memory",
    fix: 'Use 25, which AWS recommends.',
  });
}
