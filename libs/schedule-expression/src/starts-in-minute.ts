import { daysOfMonth } from './day-rule';
import type { AtSchedule, CronSchedule } from './schedule';
import { zoneOf } from './time-zone';

const MINUTE = 60_000;

/**
 * Whether a schedule starts in the minute of an instant, on the clocks of a zone (UTC by default). It asks the fields, and
 * does not count runs up to there. A rate has no time on the clock.
 *
 * @throws RangeError for a zone that does not exist.
 */
export function startsInMinute(schedule: CronSchedule | AtSchedule, instant: Date, timeZone = 'UTC'): boolean {
  const minute = minuteOf(instant.getTime());
  const zone = zoneOf(timeZone);
  if (schedule.kind === 'at') {
    const run = zone.instantOf(Date.parse(`${schedule.localTime}Z`));
    return run !== undefined && minuteOf(run) === minute;
  }
  const clock = zone.clockAt(minute);
  // In the hour that clocks repeat, only its first pass has runs.
  return matches(schedule, new Date(clock)) && zone.instantOf(clock) === minute;
}

function minuteOf(instant: number): number {
  return Math.floor(instant / MINUTE) * MINUTE;
}

function matches({ years, months, days, hours, minutes }: CronSchedule, clock: Date): boolean {
  const year = clock.getUTCFullYear();
  const month = clock.getUTCMonth() + 1;
  return (
    minutes.includes(clock.getUTCMinutes()) &&
    hours.includes(clock.getUTCHours()) &&
    months.includes(month) &&
    years.includes(year) &&
    daysOfMonth(days, year, month).includes(clock.getUTCDate())
  );
}
