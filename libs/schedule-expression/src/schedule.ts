import type { DayRule } from './day-rule';

/** A parsed expression. */
export type Schedule = CronSchedule | RateSchedule | AtSchedule;

/** `cron(minutes hours day-of-month month day-of-week year)`; lists are sorted and hold each value once. */
export interface CronSchedule {
  readonly kind: 'cron';
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly days: DayRule;
  /** 1 is January. */
  readonly months: readonly number[];
  readonly years: readonly number[];
}

/** `rate(value unit)`: a fixed time between two runs; a day is 24 hours, whatever the clocks do. */
export interface RateSchedule {
  readonly kind: 'rate';
  readonly intervalMinutes: number;
}

/** `at(yyyy-mm-ddThh:mm:ss)`: one run. */
export interface AtSchedule {
  readonly kind: 'at';
  /** The time on the clock, `yyyy-mm-ddThh:mm:ss`, in whatever zone the schedule has. */
  readonly localTime: string;
}
