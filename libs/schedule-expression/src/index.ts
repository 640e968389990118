export type { DayRule } from './day-rule';
export { nextRuns, type NextRunsOptions } from './next-runs';
export { checkSchedule, parseSchedule } from './parse';
export type { AtSchedule, CronSchedule, RateSchedule, Schedule } from './schedule';
export { ScheduleExpressionError, type ScheduleProblem } from './schedule-expression-error';
export { startsInMinute } from './starts-in-minute';
export { checkTimeZone } from './time-zone';
