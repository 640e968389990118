import type { Refuse } from './schedule-expression-error';

/** What a field of a cron expression may hold. */
export interface CronField {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  /** Names for the values from `min` on. */
  readonly names: readonly string[];
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/**
 * The six fields, in their order.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#cron-based
 */
export const CRON_FIELDS = {
  minutes: { name: 'minutes', min: 0, max: 59, names: [] },
  hours: { name: 'hours', min: 0, max: 23, names: [] },
  dayOfMonth: { name: 'day-of-month', min: 1, max: 31, names: [] },
  month: { name: 'month', min: 1, max: 12, names: MONTHS },
  dayOfWeek: { name: 'day-of-week', min: 1, max: 7, names: WEEKDAYS },
  year: { name: 'year', min: 1970, max: 2199, names: [] },
} as const satisfies Record<string, CronField>;

/** Every value of a list such as `1,5-10/2,MON`, sorted, each once. */
export function parseList(field: CronField, text: string, refuse: Refuse): number[] {
  const values = text.split(',').flatMap((item) => parseItem(field, item, refuse));
  return [...new Set(values)].sort((a, b) => a - b);
}

/** `*`, `5`, `5-10`, each with or without `/step`. A single value with a step goes on to the field's end. */
function parseItem(field: CronField, item: string, refuse: Refuse): number[] {
  const [range = '', stepText, ...surplus] = item.split('/');
  const step = stepText === undefined ? 1 : parseStep(field, { item, stepText, surplus }, refuse);
  const [first, last] = parseRange(field, { range, item, open: stepText !== undefined }, refuse);
  return Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, index) => first + index * step);
}

function parseStep(
  field: CronField,
  { item, stepText, surplus }: { item: string; stepText: string; surplus: string[] },
  refuse: Refuse,
): number {
  const largest = field.max - field.min + 1;
  const step = /^\d{1,3}$/.test(stepText) ? Number(stepText) : 0;
  if (surplus.length === 0 && step >= 1 && step <= largest) return step;
  return refuse({
    field: field.name,
    value: item,
    allowed: `a step from 1 to ${largest} after one slash`,
    fix: `Write ${example(field)}/${Math.min(15, largest)} for every ${Math.min(15, largest)}th from there.`,
  });
}

function parseRange(
  field: CronField,
  { range, item, open }: { range: string; item: string; open: boolean },
  refuse: Refuse,
): [number, number] {
  if (range === '*') return [field.min, field.max];
  const ends = range.split('-').map((text) => parseValue(field, text));
  const [first, last = open ? field.max : first] = ends;
  if (ends.length > 2 || first === undefined || last === undefined || ends.includes(undefined)) {
    return refuse({ field: field.name, value: item, allowed: allowedIn(field), fix: fixOf(field, range) });
  }
  if (first <= last) return [first, last];
  return refuse({
    field: field.name,
    value: item,
    allowed: `a range that goes up, from ${field.min} to ${field.max}`,
    fix: `Write two ranges: ${nameOf(field, first)}-${nameOf(field, field.max)},${nameOf(field, field.min)}-${nameOf(field, last)}.`,
  });
}

/** A number or a name; undefined for anything else. */
export function parseValue(field: CronField, text: string): number | undefined {
  const named = field.names.indexOf(text);
  if (named >= 0) return field.min + named;
  const value = /^\d{1,4}$/.test(text) ? Number(text) : NaN;
  return value >= field.min && value <= field.max ? value : undefined;
}

/** What the field may hold, for people: `1-12, JAN-DEC, *, and lists, ranges and steps of them`. */
export function allowedIn({ min, max, names }: CronField): string {
  const named = names.length > 0 ? `, ${names[0]}-${names.at(-1)}` : '';
  return `${min}-${max}${named}, *, and lists, ranges and steps of them`;
}

function fixOf(field: CronField, range: string): string {
  const upper = range.toUpperCase();
  if (field.names.includes(upper)) return `Write ${upper}.`;
  if (range === '?') return 'Write * for every value: only a day field takes ?.';
  return `Write for example ${example(field)}, or * for every value.`;
}

function example(field: CronField): string {
  return field.names[1] ?? String(field.name === 'year' ? 2030 : field.min);
}

function nameOf(field: CronField, value: number): string {
  return field.names[value - field.min] ?? String(value);
}
