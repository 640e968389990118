import { perEnvironment, referenceInApp } from '@restartix/core';
import type { Construct } from 'constructs';
import type { EcsServiceConfig, EcsServiceOptions } from './ecs-service.config';
import { priorityOf } from './routing';

/** The name, priority and routes of a service. */
export interface Neighbour {
  /** The construct's id. */
  readonly id: string;
  /** The listener as Terraform reads it, so that two references to one listener are equal. */
  readonly listener: string | undefined;
  readonly priority: number;
  readonly routes: readonly Route[];
  readonly unmatchedHosts: boolean;
  /** With a rule for the time in which it takes over from its former name. */
  readonly isRenamed: boolean;
}

/** One pair of host and path that the rule takes, with the wildcards of Elastic Load Balancing. */
export interface Route {
  /** In lower case, for hosts have none. */
  readonly host: string;
  readonly path: string;
}

/** A service and those made before it in the environment, for checks. */
export interface Checked {
  readonly config: EcsServiceConfig;
  readonly self: Neighbour;
  readonly neighbours: readonly Neighbour[];
}

const services = perEnvironment((): Neighbour[] => []);

/** The name, priority and routes of this service. */
export function neighbour(scope: Construct, id: string, config: EcsServiceOptions): Neighbour {
  const {
    hostHeaderValues = [],
    pathPatterns = ['*'],
    listenerArn,
    unmatchedHosts = false,
  } = config.loadBalancer ?? {};
  return {
    id,
    listener: listenerArn && referenceInApp(scope, listenerArn),
    priority: priorityOf(config),
    routes: hostHeaderValues.flatMap((host) => pathPatterns.map((path) => ({ host: host.toLowerCase(), path }))),
    unmatchedHosts,
    isRenamed: config.renamedFrom !== undefined,
  };
}

/** The services that were made before in the same environment. */
export function neighboursOf(scope: Construct): readonly Neighbour[] {
  return services(scope);
}

/** Adds the service to the environment's. */
export function join(scope: Construct, self: Neighbour): void {
  services(scope).push(self);
}
