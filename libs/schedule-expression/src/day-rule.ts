import { CRON_FIELDS, allowedIn, parseList, parseValue } from './cron-field';
import type { Refuse } from './schedule-expression-error';

/** On which days of a month a cron expression runs. Weekdays count from 0, Sunday. */
export type DayRule =
  | { readonly kind: 'days'; readonly days: readonly number[] }
  /** `L`: the last day of the month. */
  | { readonly kind: 'last-day' }
  /** `15W`: Monday to Friday, the nearest to that day within the month. */
  | { readonly kind: 'nearest-workday'; readonly day: number }
  | { readonly kind: 'weekdays'; readonly weekdays: readonly number[] }
  /** `6L`: the last Friday of the month. */
  | { readonly kind: 'last-weekday'; readonly weekday: number }
  /** `2#1`: the first Monday of the month. */
  | { readonly kind: 'nth-weekday'; readonly weekday: number; readonly nth: number };

/** The rule of two day fields, of which exactly one is `?`. */
export function parseDayRule(dayOfMonth: string, dayOfWeek: string, refuse: Refuse): DayRule {
  if ((dayOfMonth === '?') === (dayOfWeek === '?')) {
    return refuse({
      field: 'day-of-month and day-of-week',
      value: `${dayOfMonth} ${dayOfWeek}`,
      allowed: '? in exactly one of the two',
      fix:
        dayOfMonth === dayOfWeek
          ? 'Write * ? for every day.'
          : `Write ${dayOfMonth} ? for days of the month, or ? ${dayOfWeek} for days of the week.`,
    });
  }
  return dayOfWeek === '?' ? parseDayOfMonth(dayOfMonth, refuse) : parseDayOfWeek(dayOfWeek, refuse);
}

function parseDayOfMonth(text: string, refuse: Refuse): DayRule {
  const field = CRON_FIELDS.dayOfMonth;
  if (text === 'L') return { kind: 'last-day' };
  if (!/[LW#]/.test(text)) return { kind: 'days', days: parseList(field, text, refuse) };
  const day = text.endsWith('W') ? parseValue(field, text.slice(0, -1)) : undefined;
  if (day !== undefined) return { kind: 'nearest-workday', day };
  return refuse({
    field: field.name,
    value: text,
    allowed: `L for the last day, or 1W to 31W for the nearest workday, each alone; else ${allowedIn(field)}`,
    fix: 'Write L, or for example 15W.',
  });
}

function parseDayOfWeek(text: string, refuse: Refuse): DayRule {
  const field = CRON_FIELDS.dayOfWeek;
  // The last day of the week is Saturday.
  if (text === 'L') return { kind: 'weekdays', weekdays: [6] };
  const last = /^(\w+)L$/.exec(text);
  const lastOf = last ? parseValue(field, last[1]!) : undefined;
  if (lastOf !== undefined) return { kind: 'last-weekday', weekday: lastOf - 1 };
  const [, day = '', nth] = /^(\w+)#([1-5])$/.exec(text) ?? [];
  const weekday = parseValue(field, day);
  if (weekday !== undefined) return { kind: 'nth-weekday', weekday: weekday - 1, nth: Number(nth) };
  if (!/[#W]|\dL/.test(text)) {
    return { kind: 'weekdays', weekdays: parseList(field, text, refuse).map((value) => value - 1) };
  }
  return refuse({
    field: field.name,
    value: text,
    allowed: `6L for the last Friday, or 2#1 to 2#5 for the first to fifth Monday, each alone; else ${allowedIn(field)}`,
    fix: 'Write for example 6L or 2#1.',
  });
}

/** The days of a month on which the rule runs, in order. `month` 1 is January. */
export function daysOfMonth(rule: DayRule, year: number, month: number): number[] {
  const length = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const weekdayOf = (day: number): number => new Date(Date.UTC(year, month - 1, day)).getUTCDay();
  const all = Array.from({ length }, (_, index) => index + 1);
  switch (rule.kind) {
    case 'days':
      return all.filter((day) => rule.days.includes(day));
    case 'last-day':
      return [length];
    case 'nearest-workday':
      return rule.day > length ? [] : [nearestWorkday(rule.day, weekdayOf(rule.day), length)];
    case 'weekdays':
      return all.filter((day) => rule.weekdays.includes(weekdayOf(day)));
    case 'last-weekday':
      return all.filter((day) => day > length - 7 && weekdayOf(day) === rule.weekday);
    case 'nth-weekday':
      return all.filter((day) => Math.ceil(day / 7) === rule.nth && weekdayOf(day) === rule.weekday);
  }
}

/** Friday before a Saturday, Monday after a Sunday, but never out of the month. */
function nearestWorkday(day: number, weekday: number, length: number): number {
  if (weekday === 6) return day > 1 ? day - 1 : day + 2;
  if (weekday === 0) return day < length ? day + 1 : day - 2;
  return day;
}
