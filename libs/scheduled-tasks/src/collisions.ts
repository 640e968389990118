import {
  nextRuns,
  parseSchedule,
  startsInMinute,
  type AtSchedule,
  type CronSchedule,
  type Schedule,
} from '@restartix/schedule-expression';
import { Token } from 'cdktf';
import { DEFAULTS, type ScheduledTasksConfig } from './scheduled-tasks.config';

/** A task that runs at times on the clock, with its zone and its first runs. */
interface Timed {
  readonly name: string;
  readonly schedule: CronSchedule | AtSchedule;
  readonly timeZone: string;
  readonly runs: readonly Date[];
  readonly mayStartWith: readonly string[];
}

/** Two tasks that start in the same minute. */
export interface Collision {
  readonly names: readonly [string, string];
  /** A minute in which they do, in UTC. */
  readonly at: Date;
}

// Synthesis must not depend on the day it runs: leap days and all weekdays come up within the runs that are looked at.
const SINCE = new Date('2026-01-01T00:00:00Z');
const LOOKED_AT = 400;
const HOUR = 3_600_000;

/** The pairs of tasks that start in the same minute at some time, apart from those that say they may. */
export function collisions(config: ScheduledTasksConfig): Collision[] {
  const timed = timedTasks(config);
  return timed.flatMap((one, index) =>
    timed.slice(index + 1).flatMap((other) => {
      if (one.mayStartWith.includes(other.name) || other.mayStartWith.includes(one.name)) return [];
      const at = firstMeeting(one, other);
      return at ? [{ names: [one.name, other.name] as const, at }] : [];
    }),
  );
}

/**
 * The shortest time between two runs, in seconds; undefined for a task that runs once, never, or at times that are not
 * known.
 */
export function shortestGapSeconds(expression: string | null, timeZone: string): number | undefined {
  if (expression === null || Token.isUnresolved(expression) || Token.isUnresolved(timeZone)) return undefined;
  const gap = shortestGap(firstRuns(parseSchedule(expression), timeZone));
  return gap === Infinity ? undefined : gap / 1000;
}

function firstRuns(schedule: Schedule, timeZone: string): Date[] {
  return nextRuns(schedule, { from: SINCE, count: LOOKED_AT, timeZone });
}

/** In milliseconds; Infinity for fewer than two runs. */
function shortestGap(runs: readonly Date[]): number {
  return Math.min(...runs.slice(1).map((run, index) => Number(run) - Number(runs[index])));
}

/** Tasks that run at most hourly: what runs more often meets everything. A rate has no time on the clock. */
function timedTasks({ tasks, timeZone: common = DEFAULTS.timeZone }: ScheduledTasksConfig): Timed[] {
  return Object.entries(tasks).flatMap(([name, { scheduleExpression, timeZone = common, mayStartWith = [] }]) => {
    if (scheduleExpression === null || Token.isUnresolved(scheduleExpression) || Token.isUnresolved(timeZone))
      return [];
    const schedule = parseSchedule(scheduleExpression);
    if (schedule.kind === 'rate') return [];
    const runs = firstRuns(schedule, timeZone);
    return shortestGap(runs) < HOUR ? [] : [{ name, schedule, timeZone, runs, mayStartWith }];
  });
}

function firstMeeting(one: Timed, other: Timed): Date | undefined {
  const [rarer, oftener] = rarerFirst(one, other);
  return rarer.runs.find((run) => startsInMinute(oftener.schedule, run, oftener.timeZone));
}

function rarerFirst(a: Timed, b: Timed): [Timed, Timed] {
  const aIsRarer = a.runs.length < b.runs.length || Number(a.runs.at(-1)) > Number(b.runs.at(-1));
  return aIsRarer ? [a, b] : [b, a];
}
