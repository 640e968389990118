import { checkSchedule, parseSchedule } from './parse';
import { ScheduleExpressionError } from './schedule-expression-error';

const cron = (fields: string) => parseSchedule(`cron(${fields})`);
const EVERY_YEAR = Array.from({ length: 230 }, (_, index) => 1970 + index);
const upTo = (first: number, last: number): number[] => Array.from({ length: last - first + 1 }, (_, i) => first + i);

describe('parseSchedule', () => {
  it('reads the six fields of a cron expression', () => {
    expect(cron('0 2 1 * ? *')).toEqual({
      kind: 'cron',
      minutes: [0],
      hours: [2],
      days: { kind: 'days', days: [1] },
      months: upTo(1, 12),
      years: EVERY_YEAR,
    });
  });

  it('reads lists, ranges, steps and names, sorted and each once', () => {
    expect(cron('5,1,5,50/4 8-18/3 ? JAN,MAR-MAY MON-FRI 2026-2030/2')).toEqual({
      kind: 'cron',
      minutes: [1, 5, 50, 54, 58],
      hours: [8, 11, 14, 17],
      days: { kind: 'weekdays', weekdays: [1, 2, 3, 4, 5] },
      months: [1, 3, 4, 5],
      years: [2026, 2028, 2030],
    });
    expect(cron('*/20 */12 * * ? *')).toMatchObject({ minutes: [0, 20, 40], hours: [0, 12] });
    expect(cron('05 07 * * ? *')).toMatchObject({ minutes: [5], hours: [7] });
  });

  it.each([
    ['0 0 L * ? *', { kind: 'last-day' }],
    ['0 0 3W * ? *', { kind: 'nearest-workday', day: 3 }],
    ['0 0 ? * 2#1 *', { kind: 'nth-weekday', weekday: 1, nth: 1 }],
    ['0 0 ? * TUE#3 *', { kind: 'nth-weekday', weekday: 2, nth: 3 }],
    ['0 0 ? * 6L *', { kind: 'last-weekday', weekday: 5 }],
    ['0 0 ? * FRIL *', { kind: 'last-weekday', weekday: 5 }],
    ['0 0 ? * L *', { kind: 'weekdays', weekdays: [6] }],
    ['0 0 ? * 1,SAT *', { kind: 'weekdays', weekdays: [0, 6] }],
    ['0 0 ? * * *', { kind: 'weekdays', weekdays: upTo(0, 6) }],
  ])('reads the days of %s', (fields, days) => {
    expect(cron(fields)).toMatchObject({ days });
  });

  it.each([
    ['rate(1 minute)', 1],
    ['rate(5 minutes)', 5],
    ['rate(1 hour)', 60],
    ['rate(12 hours)', 720],
    ['rate(1 day)', 1440],
    ['rate(7 days)', 10_080],
  ])('reads %s', (expression, intervalMinutes) => {
    expect(parseSchedule(expression)).toEqual({ kind: 'rate', intervalMinutes });
  });

  it('reads a time, leap days included', () => {
    expect(parseSchedule('at(2028-02-29T23:59:59)')).toEqual({ kind: 'at', localTime: '2028-02-29T23:59:59' });
  });

  it.each<[string, string]>([
    [
      '0 2 * * *',
      'schedule expression "0 2 * * *" is not possible (allowed: cron(minutes hours day-of-month month day-of-week year), rate(value unit), at(yyyy-mm-ddThh:mm:ss) (EventBridge Scheduler)). Write for example cron(0 2 * * ? *) for every day at 02:00.',
    ],
    [
      'cron(0 2 * * *)',
      'cron "0 2 * * *" in "cron(0 2 * * *)" is not possible (allowed: six fields: minutes, hours, day-of-month, month, day-of-week, year). Add the year: cron(0 2 * * ? *).',
    ],
    ['cron(0 2 * * MON)', 'Add the year: cron(0 2 ? * MON *).'],
    ['cron(0 0 2 * * ? *)', 'cron "0 0 2 * * ? *"'],
    [
      'cron(60 2 * * ? *)',
      'minutes "60" in "cron(60 2 * * ? *)" is not possible (allowed: 0-59, *, and lists, ranges and steps of them). Write for example 0, or * for every value.',
    ],
    ['cron(0 24 * * ? *)', 'hours "24"'],
    ['cron(0 0 0 * ? *)', 'day-of-month "0"'],
    ['cron(0 0 32 * ? *)', 'day-of-month "32"'],
    ['cron(0 0 1 13 ? *)', 'month "13"'],
    [
      'cron(0 0 1 feb ? *)',
      'month "feb" in "cron(0 0 1 feb ? *)" is not possible (allowed: 1-12, JAN-DEC, *, and lists, ranges and steps of them). Write FEB.',
    ],
    ['cron(0 0 ? * 0 *)', 'day-of-week "0"'],
    ['cron(0 0 ? * 8 *)', 'day-of-week "8"'],
    ['cron(0 0 1 * ? 1969)', 'year "1969"'],
    ['cron(0 0 1 * ? 2200)', 'year "2200"'],
    ['cron(? 0 1 * ? *)', 'Write * for every value: only a day field takes ?.'],
    [
      'cron(0 2 * * * *)',
      'day-of-month and day-of-week "* *" in "cron(0 2 * * * *)" is not possible (allowed: ? in exactly one of the two). Write * ? for every day.',
    ],
    ['cron(0 2 1 * MON *)', 'Write 1 ? for days of the month, or ? MON for days of the week.'],
    ['cron(0 2 ? * ? *)', 'Write * ? for every day.'],
    ['cron(0 2 ? * FRI-MON *)', 'a range that goes up, from 1 to 7). Write two ranges: FRI-SAT,SUN-MON.'],
    ['cron(0 22-2 * * ? *)', 'Write two ranges: 22-23,0-2.'],
    ['cron(0/0 2 * * ? *)', 'minutes "0/0" in "cron(0/0 2 * * ? *)" is not possible (allowed: a step from 1 to 60'],
    ['cron(0/61 2 * * ? *)', 'minutes "0/61"'],
    ['cron(0/5/5 2 * * ? *)', 'minutes "0/5/5"'],
    ['cron(0/ 2 * * ? *)', 'minutes "0/"'],
    ['cron(1-2-3 2 * * ? *)', 'minutes "1-2-3"'],
    ['cron(-5 2 * * ? *)', 'minutes "-5"'],
    ['cron(1,,2 2 * * ? *)', 'minutes ""'],
    ['cron(1.5 2 * * ? *)', 'minutes "1.5"'],
    ['cron(0 2 L-3 * ? *)', 'day-of-month "L-3"'],
    ['cron(0 2 1,L * ? *)', 'day-of-month "1,L"'],
    ['cron(0 2 LW * ? *)', 'day-of-month "LW"'],
    ['cron(0 2 32W * ? *)', 'day-of-month "32W"'],
    ['cron(0 2 1W,15W * ? *)', 'day-of-month "1W,15W"'],
    ['cron(0 2 2#1 * ? *)', 'day-of-month "2#1"'],
    ['cron(0 2 ? * 2#6 *)', 'day-of-week "2#6"'],
    ['cron(0 2 ? * 3#1,6#3 *)', 'day-of-week "3#1,6#3"'],
    ['cron(0 2 ? * 3W *)', 'day-of-week "3W"'],
    ['cron(0 2 ? * 8L *)', 'day-of-week "8L"'],
    ['cron(0 2 ? * 5L,6L *)', 'day-of-week "5L,6L"'],
    [
      'cron(0 2 31 FEB ? *)',
      'day-of-month, month, day-of-week and year "31 FEB ? *" in "cron(0 2 31 FEB ? *)" is not possible (allowed: a day that there is in one of the months and years). Write L for the last day of a month.',
    ],
    ['cron(0 2 30 2 ? *)', '"30 2 ? *"'],
    ['cron(0 2 31 4,6,9,11 ? *)', '"31 4,6,9,11 ? *"'],
    ['cron(0 2 29 2 ? 2027)', '"29 2 ? 2027"'],
    ['cron(0 2 29 2 ? 2100)', '"29 2 ? 2100"'],
    ['cron(0 2 31W APR ? *)', '"31W APR ? *"'],
    ['cron(0 2 ? 2 2#5 2027)', '"? 2 2#5 2027"'],
    ['rate(0 minutes)', 'rate "0 minutes" in "rate(0 minutes)" is not possible (allowed: a whole number from 1'],
    ['rate(30 seconds)', 'one minute is the shortest). Write for example rate(5 minutes).'],
    ['rate(1.5 hours)', 'rate "1.5 hours"'],
    ['rate(-1 minutes)', 'rate "-1 minutes"'],
    ['rate(5)', 'rate "5"'],
    ['rate(1 minutes)', '(allowed: the singular with 1, the plural with more). Write rate(1 minute).'],
    ['rate(5 minute)', 'Write rate(5 minutes).'],
    ['at(2030-02-29T00:00:00)', 'at "2030-02-29T00:00:00"'],
    ['at(2030-01-01T24:00:00)', 'at "2030-01-01T24:00:00"'],
    ['at(2030-01-01T00:00:00Z)', 'a time that there is, yyyy-mm-ddThh:mm:ss without a zone'],
    ['at(2030-01-01)', 'at "2030-01-01"'],
    ['CRON(0 2 * * ? *)', 'schedule expression "CRON(0 2 * * ? *)"'],
    [' cron(0 2 * * ? *)', 'schedule expression " cron(0 2 * * ? *)"'],
    ['', 'schedule expression ""'],
  ])('refuses %s', (expression, message) => {
    expect(() => parseSchedule(expression)).toThrow(ScheduleExpressionError);
    expect(checkSchedule(expression)).toContain(message);
  });

  it.each(['cron(0 2 29 2 ? *)', 'cron(0 2 29 2 ? 2028)', 'cron(0 2 ? 2 2#5 *)', 'cron(0 0 1 1 ? 2199)'])(
    'takes %s, which seldom runs',
    (expression) => {
      expect(checkSchedule(expression)).toBeUndefined();
    },
  );

  it('says in parts what is wrong, for a report of its own', () => {
    const thrown = ((): unknown => {
      try {
        return parseSchedule('cron(0 24 * * ? *)');
      } catch (error) {
        return error;
      }
    })();
    expect(thrown).toMatchObject({
      name: 'ScheduleExpressionError',
      expression: 'cron(0 24 * * ? *)',
      field: 'hours',
      value: '24',
      allowed: '0-23, *, and lists, ranges and steps of them',
      fix: 'Write for example 0, or * for every value.',
    });
  });
});
