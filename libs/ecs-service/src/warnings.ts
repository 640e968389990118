import { isKnown, warn } from '@restartix/core';
import type { Construct } from 'constructs';
import type { EcsServiceOptions } from './ecs-service.config';
import { isMovingImage } from './images';

interface Risk {
  readonly applies: (config: EcsServiceOptions, env: string) => boolean;
  readonly warning: (config: EcsServiceOptions) => string;
}

/** What is valid, and still a risk. */
const RISKS: readonly Risk[] = [
  {
    applies: ({ imageUri, deployment = 'terraform' }) => deployment === 'terraform' && isMovingImage(imageUri),
    warning: () =>
      'the image has the tag latest. A new image is then no change that Terraform sees, and a rollback starts the same image again. Use a version or a digest, or set deployment to "external".',
  },
  {
    applies: ({ useSpot = false }, env) => env === 'production' && useSpot !== false && !hasOnDemandBase(useSpot),
    warning: () =>
      "every task runs on Fargate Spot in production. AWS may stop them all with two minutes' notice. Set useSpot.onDemandBase to 1 or more.",
  },
  {
    applies: ({ exec = false }, env) => env === 'production' && exec,
    warning: () => 'exec opens a shell into tasks of production. Switch it on for as long as it is needed.',
  },
  {
    applies: ({ initProcess = true, exec = false }) => exec && !initProcess,
    warning: () =>
      "exec without an init process leaves the session agent's children as zombies. Leave initProcess out.",
  },
  {
    applies: ({ loadBalancer, stopTimeoutSeconds = 30 }) =>
      [loadBalancer?.deregistrationDelaySeconds, stopTimeoutSeconds].every(isKnown) &&
      loadBalancer!.deregistrationDelaySeconds! > 120 &&
      stopTimeoutSeconds < 120,
    warning: ({ loadBalancer }) =>
      `a deployment waits ${loadBalancer?.deregistrationDelaySeconds} s for each task to drain. Use 30 unless requests last longer.`,
  },
];

function hasOnDemandBase(useSpot: EcsServiceOptions['useSpot']): boolean {
  return typeof useSpot === 'object' && ((useSpot.onDemandBase ?? 0) !== 0 || (useSpot.onDemandWeight ?? 0) !== 0);
}

/** Says at synth what is risky about the service. */
export function warnOfRisks(scope: Construct, id: string, config: EcsServiceOptions, env: string): void {
  for (const { applies, warning } of RISKS) {
    if (applies(config, env)) warn(scope, `ecs-service "${id}": ${warning(config)}`);
  }
}
