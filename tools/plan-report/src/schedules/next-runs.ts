import { checkSchedule, nextRuns } from '@restartix/schedule-expression';
import type { Schedule } from '../model';

const COUNT = 5;

/** The next runs of a schedule, a line each: in UTC, and on its own clocks where they differ. Or why there are none. */
export function nextRunLines({ expression, timeZone, startDate, endDate }: Schedule, now: Date): string[] {
  if (expression === undefined) return ['known after apply'];
  if (expression.includes('${')) return ['depends on another resource'];
  const problem = checkSchedule(expression);
  if (problem !== undefined) return [`refused by AWS: ${problem}`];
  try {
    const from = startDate && new Date(startDate) > now ? new Date(startDate) : now;
    const end = endDate ? new Date(endDate).getTime() : Infinity;
    const runs = nextRuns(expression, { from, count: COUNT, timeZone }).filter((run) => run.getTime() <= end);
    const lines = runs.map((run) => inBothZones(run, timeZone));
    if (lines.length === 0) return ['no further runs'];
    return expression.startsWith('rate(') ? lines.map((line) => `about ${line}`) : lines;
  } catch (error) {
    if (error instanceof RangeError) return [`refused by AWS: ${error.message}`];
    throw error;
  }
}

function inBothZones(run: Date, timeZone: string): string {
  const utc = clock(run, 'UTC');
  const local = clock(run, timeZone);
  return local === utc ? `${utc} UTC` : `${utc} UTC = ${local} ${timeZone}`;
}

/** `2026-12-01 02:00` */
function clock(run: Date, timeZone: string): string {
  const options = { dateStyle: 'short', timeStyle: 'short', timeZone, hourCycle: 'h23' } as const;
  // Sweden writes dates as ISO 8601 does.
  return new Intl.DateTimeFormat('sv-SE', options).format(run);
}
