import type { Deployment, Service } from '@aws-sdk/client-ecs';
import { lastPartOf } from '../aws/arn';

/** How far a service is. */
export interface ServiceStatus {
  readonly state: 'stable' | 'waiting' | 'failed';
  /** For people, on one line. */
  readonly words: string;
}

/** How old a failure may be that no deployment shows any more: a roll back is done in less. */
const RECENT_MS = 60 * 60_000;

/**
 * A service is stable when its one deployment is complete and all tasks run. It failed when a deployment did, when the
 * circuit breaker rolled back, and when it runs another task definition than Terraform deployed: a roll back that is over
 * looks like any finished deployment.
 *
 * @param expected ARN of the task definition that Terraform deployed; undefined where a pipeline deploys
 */
export function serviceStatus(
  service: Service | undefined,
  expected: string | undefined,
  now = new Date(),
): ServiceStatus {
  if (service?.status !== 'ACTIVE') return failed(service ? `is ${service.status}` : 'does not exist');
  const { deployments = [], runningCount = 0, desiredCount = 0 } = service;
  const primary = deployments.find(({ status }) => status === 'PRIMARY');
  // Where it is known what was deployed last, a failure of an earlier deployment is none of this one.
  const candidates = expected === undefined || primary?.taskDefinition !== expected ? deployments : [primary];
  const broken = candidates.find(({ rolloutState }) => rolloutState === 'FAILED');
  if (broken) return failed(`${definitionOf(broken)} failed: ${broken.rolloutStateReason ?? 'no reason given'}`);
  const back = /rolling back/.exec(primary?.rolloutStateReason ?? '');
  if (back) return failed(`${primary?.rolloutStateReason} It goes back to ${definitionOf(primary)}.`);
  const runs = primary?.taskDefinition ?? service.taskDefinition ?? '';
  if (expected !== undefined && runs !== expected) {
    const why = lastFailure(service, now);
    return failed(`runs ${lastPartOf(runs)}, and ${lastPartOf(expected)} was deployed${why ? `: ${why}` : ''}`);
  }
  const why = expected === undefined ? lastFailure(service, now) : undefined;
  if (why) return failed(why);
  const counts = `${runningCount} of ${desiredCount} tasks run ${lastPartOf(runs)}`;
  const done = deployments.length <= 1 && runningCount === desiredCount && isComplete(primary);
  return { state: done ? 'stable' : 'waiting', words: done ? counts : `${counts}${startedTasks(primary)}` };
}

/** The newest event about a deployment, where it is a failure: a later success takes it back. */
function lastFailure({ events = [] }: Service, now: Date): string | undefined {
  const recent = events.filter(({ createdAt }) => now.getTime() - (createdAt?.getTime() ?? 0) < RECENT_MS);
  const messages = recent.map(({ message = '' }) => message);
  const failure = messages.findIndex((message) => /deployment failed|rolling back to deployment/.test(message));
  if (failure < 0) return undefined;
  // What is completed right after a failure is the way back.
  const completed = messages.slice(0, failure).filter((message) => /deployment completed/.test(message));
  const isWayBack = /rolling back to deployment/.test(messages[failure]!);
  if (completed.length > (isWayBack ? 1 : 0)) return undefined;
  return messages.slice(failure).find((message) => /deployment failed/.test(message)) ?? messages[failure];
}

function isComplete(primary: Deployment | undefined): boolean {
  return primary?.rolloutState === undefined || primary.rolloutState === 'COMPLETED';
}

function startedTasks(primary: Deployment | undefined): string {
  const failures = primary?.failedTasks ?? 0;
  return failures > 0 ? `, ${failures} stopped` : '';
}

function definitionOf(deployment: Deployment | undefined): string {
  return lastPartOf(deployment?.taskDefinition ?? 'the deployment');
}

function failed(words: string): ServiceStatus {
  return { state: 'failed', words };
}
