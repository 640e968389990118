import { CRON_FIELDS, parseList } from './cron-field';
import { daysOfMonth, parseDayRule } from './day-rule';
import type { AtSchedule, CronSchedule, RateSchedule, Schedule } from './schedule';
import { ScheduleExpressionError, type Refuse } from './schedule-expression-error';

const FORMS = {
  cron: { parse: parseCron, form: 'cron(minutes hours day-of-month month day-of-week year)' },
  rate: { parse: parseRate, form: 'rate(value unit)' },
  at: { parse: parseAt, form: 'at(yyyy-mm-ddThh:mm:ss)' },
};

/**
 * Parses an expression of EventBridge Scheduler.
 *
 * @throws ScheduleExpressionError when EventBridge Scheduler refuses it, or it never runs.
 *
 * @example
 * parseSchedule('cron(0 2 1 * ? *)'); // day 1 of each month, 02:00
 */
export function parseSchedule(expression: string): Schedule {
  const refuse: Refuse = (problem) => {
    throw new ScheduleExpressionError(expression, problem);
  };
  const [, form, body = ''] = /^(cron|rate|at)\((.*)\)$/.exec(expression) ?? [];
  if (form !== 'cron' && form !== 'rate' && form !== 'at') {
    const forms = Object.values(FORMS).map((one) => one.form);
    return refuse({
      field: 'schedule expression',
      value: expression,
      allowed: `${forms.join(', ')} (EventBridge Scheduler)`,
      fix: 'Write for example cron(0 2 * * ? *) for every day at 02:00.',
    });
  }
  return FORMS[form].parse(body.trim(), refuse);
}

/** What is wrong with an expression; undefined when nothing is. */
export function checkSchedule(expression: string): string | undefined {
  try {
    parseSchedule(expression);
    return undefined;
  } catch (error) {
    if (error instanceof ScheduleExpressionError) return error.message;
    throw error;
  }
}

function parseCron(body: string, refuse: Refuse): CronSchedule {
  const fields = body.split(/\s+/);
  const [minutes = '', hours = '', dayOfMonth = '', month = '', dayOfWeek = '', year = ''] = fields;
  if (fields.length !== 6) {
    return refuse({
      field: 'cron',
      value: body,
      allowed: `six fields: ${Object.values(CRON_FIELDS)
        .map(({ name }) => name)
        .join(', ')}`,
      fix: fields.length === 5 ? `Add the year: cron(${asSixFields(fields)}).` : 'Write for example cron(0 2 * * ? *).',
    });
  }
  const schedule: CronSchedule = {
    kind: 'cron',
    minutes: parseList(CRON_FIELDS.minutes, minutes, refuse),
    hours: parseList(CRON_FIELDS.hours, hours, refuse),
    days: parseDayRule(dayOfMonth, dayOfWeek, refuse),
    months: parseList(CRON_FIELDS.month, month, refuse),
    years: parseList(CRON_FIELDS.year, year, refuse),
  };
  if (!hasDay(schedule)) {
    return refuse({
      field: 'day-of-month, month, day-of-week and year',
      value: `${dayOfMonth} ${month} ${dayOfWeek} ${year}`,
      allowed: 'a day that there is in one of the months and years',
      fix: 'Write L for the last day of a month.',
    });
  }
  return schedule;
}

/** The five fields of Unix in Scheduler's six: a year, and ? in the day field that says nothing. */
function asSixFields([minutes, hours, dayOfMonth, month, dayOfWeek]: readonly string[]): string {
  const days = dayOfMonth === '*' && dayOfWeek !== '*' ? ['?', month, dayOfWeek] : [dayOfMonth, month, '?'];
  return [minutes, hours, ...days, '*'].join(' ');
}

function hasDay({ years, months, days }: CronSchedule): boolean {
  return years.some((year) => months.some((month) => daysOfMonth(days, year, month).length > 0));
}

const UNIT_MINUTES: Readonly<Record<string, number>> = { minute: 1, hour: 60, day: 24 * 60 };

function parseRate(body: string, refuse: Refuse): RateSchedule {
  const [, digits = '', unit = '', plural = ''] = /^(\d{1,9})\s+(minute|hour|day)(s?)$/.exec(body) ?? [];
  const value = Number(digits);
  const minutes = UNIT_MINUTES[unit];
  if (minutes === undefined || value < 1) {
    return refuse({
      field: 'rate',
      value: body,
      allowed: 'a whole number from 1 and minute(s), hour(s) or day(s); one minute is the shortest',
      fix: 'Write for example rate(5 minutes).',
    });
  }
  if ((value === 1) !== (plural === '')) {
    return refuse({
      field: 'rate',
      value: body,
      allowed: 'the singular with 1, the plural with more',
      fix: `Write rate(${value} ${unit}${value === 1 ? '' : 's'}).`,
    });
  }
  return { kind: 'rate', intervalMinutes: value * minutes };
}

function parseAt(body: string, refuse: Refuse): AtSchedule {
  const time = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/.test(body) ? new Date(`${body}Z`) : new Date(NaN);
  // JavaScript takes 31 February for 3 March.
  if (!Number.isNaN(time.getTime()) && time.toISOString().startsWith(body)) return { kind: 'at', localTime: body };
  return refuse({
    field: 'at',
    value: body,
    allowed: 'a time that there is, yyyy-mm-ddThh:mm:ss without a zone',
    fix: 'Write for example at(2030-01-31T02:00:00), and give the zone beside it.',
  });
}
