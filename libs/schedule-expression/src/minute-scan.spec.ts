import { nextRuns } from './next-runs';
import { checkSchedule, parseSchedule } from './parse';
import type { CronSchedule } from './schedule';
import { startsInMinute } from './starts-in-minute';

/**
 * What EventBridge Scheduler documents, in another way than the library computes it: every minute is looked at, on the
 * clocks of the zone, with the text of the fields. A minute that the clocks have shown before is passed over.
 */
function scan(expression: string, minutes: readonly Minute[]): number[] {
  const fields = expression.slice('cron('.length, -1).split(' ');
  return minutes.filter(({ clock }) => matches(fields, clock)).map(({ instant }) => instant);
}

interface Minute {
  readonly instant: number;
  /** What the clocks show, in the order of the date's and the time's parts. */
  readonly clock: readonly number[];
}

/** The minutes after `from` whose time the clocks have not shown before. */
function minutesBetween(from: number, until: number, timeZone: string): Minute[] {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'short',
    hourCycle: 'h23',
  });
  const seen = new Set<string>();
  const minutes: Minute[] = [];
  for (let instant = from - 3 * 3_600_000; instant <= until; instant += 60_000) {
    const shown = format.format(instant);
    if (instant > from && !seen.has(shown)) minutes.push({ instant, clock: partsOf(shown) });
    seen.add(shown);
  }
  return minutes;
}

function partsOf(shown: string): number[] {
  return /^(\d+)\/(\d+)\/(\d+), (\d+):(\d+)$/.exec(shown)!.slice(1).map(Number);
}

function matches(fields: readonly string[], [day, month, year, hour, minute]: readonly number[]): boolean {
  const date = new Date(Date.UTC(year!, month! - 1, day));
  return (
    inList(fields[0]!, minute!, 0) &&
    inList(fields[1]!, hour!, 0) &&
    onDayOfMonth(fields[2]!, date) &&
    inList(fields[3]!, month!, 1) &&
    onDayOfWeek(fields[4]!, date) &&
    inList(fields[5]!, year!, 1970)
  );
}

function inList(list: string, value: number, min: number): boolean {
  return list.split(',').some((item) => {
    const [range = '', step] = item.split('/');
    const [first, last = step ? 9999 : first] = range === '*' ? [min, 9999] : range.split('-').map(Number);
    return value >= first! && value <= last! && (value - first!) % Number(step ?? 1) === 0;
  });
}

function onDayOfMonth(field: string, date: Date): boolean {
  const day = date.getUTCDate();
  const shifted = (days: number): Date => new Date(date.getTime() + days * 86_400_000);
  const sameMonth = (other: Date): boolean => other.getUTCMonth() === date.getUTCMonth();
  if (field === '?') return true;
  if (field === 'L') return !sameMonth(shifted(1));
  if (!field.endsWith('W')) return inList(field, day, 1);
  const wanted = Number(field.slice(0, -1));
  const weekday = date.getUTCDay();
  if (weekday === 0 || weekday === 6) return false;
  if (day === wanted) return true;
  const monday = weekday === 1 && (day === wanted + 1 || (wanted === 1 && day === 3));
  const endsOn = (last: number): boolean =>
    wanted === day + last && sameMonth(shifted(last)) && !sameMonth(shifted(last + 1));
  return monday
    ? // A Sunday that ends the month has its workday before it.
      sameMonth(shifted(-1))
    : weekday === 5 && ((wanted === day + 1 && wanted !== 1 && sameMonth(shifted(1))) || endsOn(2));
}

function onDayOfWeek(field: string, date: Date): boolean {
  const weekday = date.getUTCDay() + 1;
  const other = (days: number): boolean =>
    new Date(date.getTime() + days * 86_400_000).getUTCMonth() === date.getUTCMonth();
  if (field === '?') return true;
  if (field === 'L') return weekday === 7;
  if (field.endsWith('L')) return weekday === Number(field.slice(0, -1)) && !other(7);
  if (!field.includes('#')) return inList(field, weekday, 1);
  const [wanted, nth] = field.split('#').map(Number);
  return weekday === wanted && other(-7 * (nth! - 1)) && !other(-7 * nth!);
}

/** The same numbers in each run, so that what fails once fails again. */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function randomCron(random: (below: number) => number): string {
  const between = (min: number, max: number): number => min + random(max - min + 1);
  const item = (min: number, max: number): string => {
    const first = between(min, max);
    const forms = [`${first}`, `${first}`, `${first}-${between(first, max)}`, `${first}/${between(1, max - min + 1)}`];
    return forms[random(forms.length)]!;
  };
  const list = (min: number, max: number): string =>
    Array.from({ length: between(1, 3) }, () => item(min, max)).join(',');
  const pick = (...forms: (() => string)[]): string => forms[random(forms.length)]!();
  const all = (): string => '*';
  const [dayOfMonth, dayOfWeek] =
    random(2) === 0
      ? [
          pick(
            all,
            () => list(1, 31),
            () => 'L',
            () => `${between(1, 31)}W`,
          ),
          '?',
        ]
      : [
          '?',
          pick(
            all,
            () => list(1, 7),
            () => 'L',
            () => `${between(1, 7)}L`,
            () => `${between(1, 7)}#${between(1, 5)}`,
          ),
        ];
  const minutes = pick(
    () => list(0, 59),
    () => list(0, 59),
    () => '0/15',
  );
  return `cron(${[minutes, pick(all, () => list(0, 23)), dayOfMonth, pick(all, all, () => list(1, 12)), dayOfWeek, '*'].join(' ')})`;
}

// A change of clocks lies within each span: Berlin and Lord Howe (half an hour) forth and back, New York; a leap day; none.
const SPANS: readonly [timeZone: string, from: string][] = [
  ['UTC', '2028-02-24T11:17:00Z'],
  ['UTC', '2026-12-25T00:00:00Z'],
  ['Europe/Berlin', '2026-03-25T07:03:00Z'],
  ['Europe/Berlin', '2026-10-21T22:59:00Z'],
  ['Europe/Berlin', '2026-10-25T00:31:00Z'],
  ['America/New_York', '2026-03-04T00:00:00Z'],
  ['Australia/Lord_Howe', '2026-04-01T00:00:00Z'],
  ['Australia/Lord_Howe', '2026-09-28T00:00:00Z'],
];
const SPAN_MS = 8 * 86_400_000;

describe('nextRuns, compared with a look at every minute', () => {
  it.each(SPANS)('finds the same runs in %s from %s', (timeZone, start) => {
    const from = Date.parse(start);
    const until = from + SPAN_MS;
    const random = randomNumbers(from % 1_000_003);
    const minutes = minutesBetween(from, until, timeZone);
    const instants = Array.from({ length: SPAN_MS / 60_000 }, (_, n) => Math.floor(from / 60_000 + 1 + n) * 60_000);
    const shown = new Set(minutes.map(({ instant }) => instant));
    const shownBefore = new Set(instants.filter((instant) => !shown.has(instant)));
    let compared = 0;
    for (let tried = 0; tried < 25; tried++) {
      const expression = randomCron(random);
      if (checkSchedule(expression) !== undefined) continue;
      const expected = scan(expression, minutes);
      const found = nextRuns(expression, { from: new Date(from), count: expected.length + 1, timeZone }).map(Number);
      expect([expression, found.filter((run) => run <= until)]).toEqual([expression, expected]);
      compared += expected.length;
      const schedule = parseSchedule(expression) as CronSchedule;
      const runsAt = new Set(expected);
      const asked = instants.filter(
        (instant) => instant % 420_000 === 0 || runsAt.has(instant) || shownBefore.has(instant),
      );
      const starts = asked.filter((instant) => startsInMinute(schedule, new Date(instant + 59_999), timeZone));
      expect([expression, starts]).toEqual([expression, expected]);
    }
    expect(compared).toBeGreaterThan(100);
  });

  it('finds the same days over four years for every form of day field', () => {
    const days = (expression: string, year: number): number[] =>
      Array.from({ length: 366 }, (_, day) => Date.UTC(year, 0, 1 + day)).filter((midnight) => {
        const date = new Date(midnight);
        const fields = expression.slice('cron('.length, -1).split(' ');
        return date.getUTCFullYear() === year && onDayOfMonth(fields[2]!, date) && onDayOfWeek(fields[4]!, date);
      });
    const expressions = [
      'cron(0 0 L * ? *)',
      ...Array.from({ length: 31 }, (_, day) => `cron(0 0 ${day + 1}W * ? *)`),
      ...Array.from({ length: 7 }, (_, day) => `cron(0 0 ? * ${day + 1}L *)`),
      ...Array.from({ length: 35 }, (_, n) => `cron(0 0 ? * ${(n % 7) + 1}#${Math.floor(n / 7) + 1} *)`),
    ];
    for (const expression of expressions) {
      const expected = [2025, 2026, 2027, 2028].flatMap((year) => days(expression, year));
      const found = nextRuns(expression, { from: new Date('2024-12-31T23:59:00Z'), count: expected.length });
      expect([expression, found.map(Number)]).toEqual([expression, expected]);
    }
  });
});
