import { nextRuns, parseSchedule } from '@restartix/schedule-expression';
import { Token } from 'cdktf';
import { DEFAULTS, type ScheduledTasksConfig } from './scheduled-tasks.config';

/** A task that runs at times on the clock, with its zone. */
interface Timed {
  readonly name: string;
  readonly expression: string;
  readonly timeZone: string;
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
  const runs = nextRuns(expression, { from: SINCE, count: LOOKED_AT, timeZone }).map(Number);
  const gaps = runs.slice(1).map((run, index) => run - runs[index]!);
  return gaps.length > 0 ? Math.min(...gaps) / 1000 : undefined;
}

/** Tasks that run at most hourly: what runs more often meets everything. A rate has no time on the clock. */
function timedTasks({ tasks, timeZone = DEFAULTS.timeZone }: ScheduledTasksConfig): Timed[] {
  return Object.entries(tasks).flatMap(([name, task]) => {
    const expression = task.scheduleExpression;
    const zone = task.timeZone ?? timeZone;
    if (expression === null || Token.isUnresolved(expression) || Token.isUnresolved(zone)) return [];
    if (parseSchedule(expression).kind === 'rate') return [];
    if ((shortestGapSeconds(expression, zone) ?? Infinity) * 1000 < HOUR) return [];
    return [{ name, expression, timeZone: zone, mayStartWith: task.mayStartWith ?? [] }];
  });
}

function firstMeeting(one: Timed, other: Timed): Date | undefined {
  const runsOf = ({ expression, timeZone }: Timed): Date[] =>
    nextRuns(expression, { from: SINCE, count: LOOKED_AT, timeZone });
  const [runs, rarer, oftener] = rarerFirst([one, runsOf(one)], [other, runsOf(other)]);
  return rarer && runs.find((run) => startsIn(oftener, run));
}

function rarerFirst(a: [Timed, Date[]], b: [Timed, Date[]]): [Date[], Timed, Timed] {
  const aIsRarer = a[1].length < b[1].length || Number(a[1].at(-1)) > Number(b[1].at(-1));
  return aIsRarer ? [a[1], a[0], b[0]] : [b[1], b[0], a[0]];
}

/** Whether a task starts in the same minute as another's run. */
function startsIn({ expression, timeZone }: Timed, run: Date): boolean {
  const minute = Math.floor(run.getTime() / 60_000) * 60_000;
  const [next] = nextRuns(expression, { from: new Date(minute - 1), count: 1, timeZone });
  return next !== undefined && next.getTime() < minute + 60_000;
}
