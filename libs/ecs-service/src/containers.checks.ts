import { checkBounds, isKnown, type FargateSize, type ReportProblem } from '@restartix/core';
import type { Construct } from 'constructs';
import type { ContainerConfig, NamedTask, SidecarConfig } from './ecs-service.config';
import { writableFolders, writablePathsOf } from './filesystem';
import { repositoryOf } from './images';

// The whole of it: the execution role may read what the ARN names, and a shortened one names nothing.
const SECRET_ARN = /^arn:[a-z-]+:secretsmanager:[a-z0-9-]+:\d{12}:secret:[^:]+-[A-Za-z0-9]{6}$/;

/** Every image must say which repository the execution role may pull from. */
export function checkImages(scope: Construct, config: NamedTask, problem: ReportProblem): void {
  const containers = [
    ['', config] as const,
    ...Object.entries(config.sidecars ?? {}).map(([name, sidecar]) => [`sidecars.${name}.`, sidecar] as const),
  ];
  for (const [path, container] of containers) {
    if (repositoryOf(scope, container, '').kind !== 'unknown') continue;
    problem({
      property: `${path}repositoryArn`,
      value: undefined,
      allowed: "the ARN of the image's repository, for an imageUri that only Terraform knows",
      fix: 'Give repositoryArn, or build imageUri from the repositoryUrl of an aws_ecr_repository.',
    });
  }
}

/** The checks that every container gets; `path` is the prefix of each property, e.g. `sidecars.proxy.`. */
export function checkContainer(config: ContainerConfig, path: string, problem: ReportProblem): void {
  if (typeof config.imageUri === 'string' && isKnown(config.imageUri) && !/^\S+$/.test(config.imageUri)) {
    problem({
      property: `${path}imageUri`,
      value: config.imageUri,
      allowed: 'registry/repository:tag or registry/repository@digest',
      fix: 'Give the image.',
    });
  }
  checkVariables(config, path, problem);
  checkFilesystem(config, path, problem);
  checkProcess(config, path, problem);
}

function checkVariables(
  { environment = {}, secrets = {} }: ContainerConfig,
  path: string,
  problem: ReportProblem,
): void {
  for (const [property, names] of Object.entries({ environment, secrets })) {
    for (const name of Object.keys(names)) {
      if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) continue;
      problem({
        property: `${path}${property}`,
        value: name,
        allowed: 'names of letters, digits and underscores that start with no digit',
        fix: 'Rename the variable.',
      });
    }
  }
  for (const [name, { arn }] of Object.entries(secrets)) {
    if (name in environment) {
      problem({
        property: `${path}secrets.${name}`,
        value: arn,
        allowed: 'a variable that `environment` does not set',
        fix: 'Remove one of them.',
      });
    }
    if (!isKnown(arn) || SECRET_ARN.test(arn)) continue;
    problem({
      property: `${path}secrets.${name}.arn`,
      value: arn,
      allowed: 'the full ARN of a Secrets Manager secret, with the six characters at its end and nothing after them',
      fix: 'Copy the ARN from Secrets Manager; keys and versions go into jsonKey and versionStage.',
    });
  }
}

function checkFilesystem({ rootFilesystem }: ContainerConfig, path: string, problem: ReportProblem): void {
  const paths = writablePathsOf(rootFilesystem) ?? [];
  const volumes = writableFolders('', rootFilesystem).map(({ volume }) => volume);
  paths.forEach((folder, index) => {
    if (/^\/[^/]/.test(folder) && volumes.indexOf(volumes[index]!) === index) return;
    problem({
      property: `${path}rootFilesystem.writablePaths[${index}]`,
      value: folder,
      allowed: 'an absolute folder below the root, each once',
      fix: 'Write it like "/var/cache".',
    });
  });
}

function checkProcess(config: ContainerConfig, path: string, problem: ReportProblem): void {
  const { containerHealthCheck: check, ulimits, stopTimeoutSeconds } = config;
  checkBounds(
    problem,
    {
      property: `${path}stopTimeoutSeconds`,
      value: stopTimeoutSeconds,
      min: 2,
      max: 120,
      by: 'AWS Fargate',
      fix: 'Finish the work in flight within two minutes.',
    },
    {
      property: `${path}containerHealthCheck.intervalSeconds`,
      value: check?.intervalSeconds,
      min: 5,
      max: 300,
      by: 'Amazon ECS',
    },
    {
      property: `${path}containerHealthCheck.timeoutSeconds`,
      value: check?.timeoutSeconds,
      min: 2,
      max: 60,
      by: 'Amazon ECS',
    },
    { property: `${path}containerHealthCheck.retries`, value: check?.retries, min: 1, max: 10, by: 'Amazon ECS' },
    {
      property: `${path}containerHealthCheck.startPeriodSeconds`,
      value: check?.startPeriodSeconds,
      min: 0,
      max: 300,
      by: 'Amazon ECS',
    },
  );
  if (check && !['CMD', 'CMD-SHELL'].includes(check.command[0] ?? '')) {
    problem({
      property: `${path}containerHealthCheck.command`,
      value: check.command,
      allowed: 'a list that starts with "CMD" or "CMD-SHELL" (Amazon ECS)',
      fix: 'Put "CMD" in front of a binary, "CMD-SHELL" in front of a shell line.',
    });
  }
  if (ulimits && isKnown(ulimits.nofile.hard) && ulimits.nofile.soft > ulimits.nofile.hard) {
    problem({
      property: `${path}ulimits.nofile.soft`,
      value: ulimits.nofile.soft,
      allowed: `at most the hard limit, ${ulimits.nofile.hard}`,
      fix: 'Raise the hard limit.',
    });
  }
}

/** What only sidecars and their place in the task can get wrong. */
export function checkSidecars(config: NamedTask & FargateSize, problem: ReportProblem): void {
  const sidecars = Object.entries(config.sidecars ?? {});
  for (const [name, sidecar] of sidecars) {
    const path = `sidecars.${name}.`;
    checkSidecarName(name, config, problem);
    checkContainer(sidecar, path, problem);
    checkStartOrder(sidecar, path, problem);
    checkBounds(problem, { property: `${path}port`, value: sidecar.port, min: 1, max: 65_535, by: 'TCP' });
    if (sidecar.port !== undefined && sidecar.port === config.port) {
      problem({
        property: `${path}port`,
        value: sidecar.port,
        allowed: "a port of its own: the containers of a task share the task's network",
        fix: 'Choose another port.',
      });
    }
  }
  for (const property of ['cpu', 'memory'] as const) {
    if (!isKnown(config[property])) continue;
    const reserved = sidecars.reduce((sum, [, sidecar]) => sum + (sidecar[property] ?? 0), 0);
    if (reserved < config[property] || reserved === 0) continue;
    problem({
      property: `sidecars.*.${property}`,
      value: reserved,
      allowed: `less than the ${config[property]} of the task together, so that the service has some`,
      fix: `Raise ${property} of the service.`,
    });
  }
}

function checkSidecarName(name: string, { serviceName }: NamedTask, problem: ReportProblem): void {
  if (/^[a-z][a-z0-9-]{0,62}$/.test(name) && name !== serviceName) return;
  problem({
    property: 'sidecars',
    value: name,
    allowed: `lowercase letters, digits and hyphens, not the service's own "${serviceName}"`,
    fix: 'Rename the sidecar.',
  });
}

function checkStartOrder(
  { mainWaitsFor, containerHealthCheck, essential }: SidecarConfig,
  path: string,
  problem: ReportProblem,
): void {
  if (mainWaitsFor === 'HEALTHY' && !containerHealthCheck) {
    problem({
      property: `${path}mainWaitsFor`,
      value: mainWaitsFor,
      allowed: 'with a containerHealthCheck of the sidecar (Amazon ECS)',
      fix: 'Give the sidecar a containerHealthCheck.',
    });
  }
  if ((mainWaitsFor === 'COMPLETE' || mainWaitsFor === 'SUCCESS') && essential) {
    problem({
      property: `${path}mainWaitsFor`,
      value: mainWaitsFor,
      allowed: 'with a sidecar that is not essential: an essential one ends the task when it completes',
      fix: 'Leave essential out.',
    });
  }
}
