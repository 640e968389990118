import type { ReportProblem } from './config-error';

/** Minutes of a day or a week, from Monday 00:00 UTC; `end` may lie beyond the week's. */
export interface TimeWindow {
  readonly start: number;
  readonly length: number;
}

const DAY = 24 * 60;
const WEEK = 7 * DAY;
const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** A daily window, `HH:MM-HH:MM` in UTC; undefined when it is none, or shorter than `shortest` minutes. */
export function dailyWindow(text: string, shortest: number): TimeWindow | undefined {
  const [, from, to] = /^(\d{2}:\d{2})-(\d{2}:\d{2})$/.exec(text) ?? [];
  return span({ start: clock(from), end: clock(to), cycle: DAY, shortest });
}

/** A weekly window, `ddd:HH:MM-ddd:HH:MM` in UTC; undefined when it is none, too short or longer than a day. */
export function weeklyWindow(text: string, shortest: number): TimeWindow | undefined {
  const [, fromDay, from, toDay, to] = /^([a-z]{3}):(\d{2}:\d{2})-([a-z]{3}):(\d{2}:\d{2})$/.exec(text) ?? [];
  const at = (day = '', time?: string): number | undefined => {
    const minutes = clock(time);
    return DAYS.includes(day) && minutes !== undefined ? DAYS.indexOf(day) * DAY + minutes : undefined;
  };
  const found = span({ start: at(fromDay, from), end: at(toDay, to), cycle: WEEK, shortest });
  return found && found.length <= DAY ? found : undefined;
}

/** Whether a daily window meets a weekly one on any day. */
export function windowsOverlap(daily: TimeWindow, weekly: TimeWindow): boolean {
  return DAYS.some((_, day) => meets({ ...daily, start: day * DAY + daily.start }, weekly));
}

function meets(a: TimeWindow, b: TimeWindow): boolean {
  // A window over the week's end goes on at its beginning.
  return [-WEEK, 0, WEEK].some((shift) => a.start + shift < b.start + b.length && b.start < a.start + shift + a.length);
}

function clock(time: string | undefined): number | undefined {
  const [hours = NaN, minutes = NaN] = (time ?? '').split(':').map(Number);
  return hours < 24 && minutes < 60 ? hours * 60 + minutes : undefined;
}

interface Span {
  readonly start: number | undefined;
  readonly end: number | undefined;
  readonly cycle: number;
  readonly shortest: number;
}

function span({ start, end, cycle, shortest }: Span): TimeWindow | undefined {
  if (start === undefined || end === undefined) return undefined;
  const length = (end - start + cycle) % cycle;
  return length >= shortest ? { start, length } : undefined;
}

export interface Windows {
  /** The daily window, for backups or snapshots. */
  readonly daily: NamedWindow;
  /** The weekly window, for maintenance. */
  readonly weekly: NamedWindow;
  /** Minutes that the service asks for at least. */
  readonly shortest: number;
  /** Whose rules these are, e.g. `Amazon RDS`. */
  readonly service: string;
}

export interface NamedWindow {
  readonly property: string;
  readonly value: string;
  /** What to use instead of a value that is none. */
  readonly fallback: string;
}

/** Reports windows that the service refuses: of another form, too short, or at the same time. */
export function checkWindows({ daily, weekly, shortest, service }: Windows, problem: ReportProblem): void {
  const backup = dailyWindow(daily.value, shortest);
  const maintenance = weeklyWindow(weekly.value, shortest);
  if (!backup) {
    problem({
      property: daily.property,
      value: daily.value,
      allowed: `HH:MM-HH:MM in UTC, ${shortest} minutes or more (${service})`,
      fix: `Use ${daily.fallback}.`,
    });
  }
  if (!maintenance) {
    problem({
      property: weekly.property,
      value: weekly.value,
      allowed: `ddd:HH:MM-ddd:HH:MM in UTC and in lower case, ${shortest} minutes to 24 hours (${service})`,
      fix: `Use ${weekly.fallback}.`,
    });
  }
  if (backup && maintenance && windowsOverlap(backup, maintenance)) {
    problem({
      property: weekly.property,
      value: weekly.value,
      allowed: `a window apart from ${daily.property}, ${daily.value} each day (${service})`,
      fix: 'Move one of the two.',
    });
  }
}
