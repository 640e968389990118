import { daysOfMonth } from './day-rule';
import { parseSchedule } from './parse';
import type { AtSchedule, CronSchedule, RateSchedule, Schedule } from './schedule';
import { zoneOf, type Zone } from './time-zone';

export interface NextRunsOptions {
  /** Runs after this instant; with `rate`, the run before the first one. */
  readonly from: Date;
  /**
   * Runs to list, at most.
   * @default 5
   */
  readonly count?: number;
  /**
   * IANA name of the zone on whose clocks `cron` and `at` are read.
   * @default 'UTC'
   */
  readonly timeZone?: string;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
// Clocks go back by two hours at most (Antarctica/Troll).
const LONGEST_REPEAT = 3 * 60 * MINUTE;

/**
 * The next runs of an expression, or of a parsed one, in order; fewer than `count` when it ends before.
 *
 * Clocks that change are treated as EventBridge Scheduler does: a run in the hour that clocks skip is skipped, and one in
 * the hour that they repeat happens once.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#daylist-savings-time
 *
 * @throws ScheduleExpressionError for an expression that `parseSchedule` refuses.
 * @throws RangeError for a zone that does not exist, a `from` that is no date, or a `count` that is no whole number.
 *
 * @example
 * nextRuns('cron(0 2 1 * ? *)', { from: new Date('2027-01-15T00:00:00Z'), count: 1 }); // 2027-02-01T02:00:00Z
 */
export function nextRuns(
  expression: string | Schedule,
  { from, count = 5, timeZone = 'UTC' }: NextRunsOptions,
): Date[] {
  const schedule = typeof expression === 'string' ? parseSchedule(expression) : expression;
  const zone = zoneOf(timeZone);
  if (Number.isNaN(from.getTime())) throw new RangeError('from is not a date.');
  if (!Number.isInteger(count) || count < 0) throw new RangeError(`count ${count} is not a whole number from 0.`);
  const runs: Date[] = [];
  if (count === 0) return runs;
  for (const run of runsAfter(schedule, from.getTime(), zone)) {
    if (runs.push(new Date(run)) === count) break;
  }
  return runs;
}

function runsAfter(schedule: Schedule, from: number, zone: Zone): Iterable<number> {
  switch (schedule.kind) {
    case 'cron':
      return cronRuns(schedule, from, zone);
    case 'rate':
      return rateRuns(schedule, from);
    case 'at':
      return atRuns(schedule, from, zone);
  }
}

function* rateRuns({ intervalMinutes }: RateSchedule, from: number): Iterable<number> {
  for (
    let run = from + intervalMinutes * MINUTE;
    !Number.isNaN(new Date(run).getTime());
    run += intervalMinutes * MINUTE
  )
    yield run;
}

function* atRuns({ localTime }: AtSchedule, from: number, zone: Zone): Iterable<number> {
  const run = zone.instantOf(Date.parse(`${localTime}Z`));
  if (run !== undefined && run > from) yield run;
}

function* cronRuns(schedule: CronSchedule, from: number, zone: Zone): Iterable<number> {
  // An earlier time on the clocks has passed, even where they go back.
  const earliest = zone.clockAt(from) - LONGEST_REPEAT;
  for (const day of cronDays(schedule, earliest)) {
    for (const minuteOfDay of minutesOfDay(schedule)) {
      const clock = day + minuteOfDay * MINUTE;
      const run = clock < earliest ? undefined : zone.instantOf(clock);
      if (run !== undefined && run > from) yield run;
    }
  }
}

/** Midnight of each day that the schedule runs on, from the day of `earliest` on. */
function* cronDays({ years, months, days }: CronSchedule, earliest: number): Iterable<number> {
  for (const year of years) {
    if (Date.UTC(year + 1, 0, 1) <= earliest) continue;
    for (const month of months) {
      if (Date.UTC(year, month, 1) <= earliest) continue;
      for (const day of daysOfMonth(days, year, month)) {
        const midnight = Date.UTC(year, month - 1, day);
        if (midnight + DAY > earliest) yield midnight;
      }
    }
  }
}

function* minutesOfDay({ hours, minutes }: CronSchedule): Iterable<number> {
  for (const hour of hours) for (const minute of minutes) yield hour * 60 + minute;
}
