import { warn } from '@restartix/core';
import type { Construct } from 'constructs';
import { collisions, shortestGapSeconds } from './collisions';
import { DEFAULTS, type ScheduledTasksConfig } from './scheduled-tasks.config';

type Warnings = (config: ScheduledTasksConfig, env: string) => string[];

/** What is valid, and still a risk. */
const RISKS: readonly Warnings[] = [sameMinute, neverPauses, spotInProduction, nobodyIsTold];

/** Says at synth what is risky about the tasks. */
export function warnOfRisks(scope: Construct, id: string, config: ScheduledTasksConfig, env: string): void {
  for (const warnings of RISKS) {
    for (const warning of warnings(config, env)) warn(scope, `scheduled-tasks "${id}": ${warning}`);
  }
}

function sameMinute(config: ScheduledTasksConfig): string[] {
  return collisions(config).map(({ names: [one, other], at }) => {
    const [day, time] = at.toISOString().split('T');
    return `${one} and ${other} start in the same minute, for example on ${day} at ${time?.slice(0, 5)} UTC. Move one of them, or name the other in its mayStartWith.`;
  });
}

function neverPauses({
  tasks,
  timeZone = DEFAULTS.timeZone,
  databaseAutoPauseSeconds,
}: ScheduledTasksConfig): string[] {
  if (databaseAutoPauseSeconds === undefined) return [];
  return Object.entries(tasks).flatMap(([name, task]) => {
    const gap = shortestGapSeconds(task.scheduleExpression, task.timeZone ?? timeZone);
    if (gap === undefined || gap > databaseAutoPauseSeconds) return [];
    return [
      `${name} runs every ${gap / 60} min, and the database pauses after ${databaseAutoPauseSeconds / 60} min without a connection: if the task connects, it never does. Run it less often, or count with a database that is always awake.`,
    ];
  });
}

function spotInProduction({ tasks, capacity }: ScheduledTasksConfig, env: string): string[] {
  if (env !== 'production') return [];
  return Object.entries(tasks)
    .filter(([, task]) => (task.capacity ?? capacity) === 'fargate-spot')
    .map(
      ([name]) =>
        `${name} runs on Fargate Spot in production. AWS may stop it with two minutes' notice, and nothing starts it again before its next time.`,
    );
}

function nobodyIsTold({ failureTopicArn }: ScheduledTasksConfig, env: string): string[] {
  if (env !== 'production' || failureTopicArn !== undefined) return [];
  return ['nobody is told when a task of production fails. Give failureTopicArn.'];
}
