const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/**
 * What is wrong with a time zone; undefined when nothing is.
 * EventBridge Scheduler takes the names of the IANA database, no offsets.
 */
export function checkTimeZone(timeZone: string): string | undefined {
  if (timeZone === 'UTC' || isTimeZone(timeZone)) return undefined;
  return `time zone ${JSON.stringify(timeZone)} is not possible (allowed: a name of the IANA database). Write for example UTC or Europe/Berlin.`;
}

function isTimeZone(timeZone: string): boolean {
  if (!/^[A-Z]/.test(timeZone)) return false;
  try {
    clocksOf(timeZone);
    return true;
  } catch {
    return false;
  }
}

// Intl takes a millisecond or two for each formatter that it makes.
const clocks = new Map<string, Intl.DateTimeFormat>();

/** @throws RangeError for a zone that Intl does not know. */
function clocksOf(timeZone: string): Intl.DateTimeFormat {
  const made =
    clocks.get(timeZone) ??
    new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  clocks.set(timeZone, made);
  return made;
}

/** Turns the time on a zone's clocks into instants, and back. Clock times are given as if they were UTC milliseconds. */
export interface Zone {
  /** What the clocks show at an instant. */
  clockAt(instant: number): number;
  /** The instant at which the clocks show a time: the first where they show it twice, undefined where they skip it. */
  instantOf(clock: number): number | undefined;
}

const UTC: Zone = { clockAt: (instant) => instant, instantOf: (clock) => clock };

/** @throws RangeError for a zone that does not exist. */
export function zoneOf(timeZone: string): Zone {
  if (timeZone === 'UTC') return UTC;
  const problem = checkTimeZone(timeZone);
  if (problem !== undefined) throw new RangeError(problem);
  const format = clocksOf(timeZone);
  const clockAt = (instant: number): number => {
    // Three times as fast as formatToParts: `1/31/2026, 02:00:00`.
    const [month = NaN, day = NaN, year = NaN, hour, minute, second] = format.format(instant).split(/\D+/).map(Number);
    return Date.UTC(year, month - 1, day, hour, minute, second);
  };
  return {
    clockAt,
    instantOf: (clock) => {
      // The offsets before and after a change that may be near; the larger one gives the earlier instant.
      const offsets = [clock - DAY, clock + DAY].map((near) => clockAt(near) - near);
      return offsets
        .map((offset) => clock - offset)
        .sort((a, b) => a - b)
        .find((instant) => clockAt(instant) === clock);
    },
  };
}
