import { nextRuns, type NextRunsOptions } from './next-runs';
import { checkTimeZone } from './time-zone';

function runs(expression: string, from: string, options: Partial<NextRunsOptions> = {}): string[] {
  return nextRuns(expression, { from: new Date(from), count: 3, ...options }).map((run) =>
    run.toISOString().replace(':00.000Z', 'Z'),
  );
}

describe('nextRuns', () => {
  it('gives five runs after the instant, not the one at it', () => {
    expect(
      nextRuns('cron(0 2 * * ? *)', { from: new Date('2026-01-01T02:00:00Z') }).map((run) => run.toJSON()),
    ).toEqual([2, 3, 4, 5, 6].map((day) => `2026-01-0${day}T02:00:00.000Z`));
    expect(runs('cron(0 2 * * ? *)', '2026-01-01T01:59:59.999Z', { count: 1 })).toEqual(['2026-01-01T02:00Z']);
    expect(runs('cron(0 2 * * ? *)', '2026-01-01T00:00:00Z', { count: 0 })).toEqual([]);
  });

  it('finds the last day of months of every length', () => {
    expect(runs('cron(30 23 L * ? *)', '2028-01-01T00:00:00Z', { count: 4 })).toEqual([
      '2028-01-31T23:30Z',
      '2028-02-29T23:30Z',
      '2028-03-31T23:30Z',
      '2028-04-30T23:30Z',
    ]);
  });

  it('leaves out months that have no day 31', () => {
    expect(runs('cron(0 0 31 * ? *)', '2026-01-01T00:00:00Z')).toEqual([
      '2026-01-31T00:00Z',
      '2026-03-31T00:00Z',
      '2026-05-31T00:00Z',
    ]);
  });

  it('waits eight years for a leap day over 2100', () => {
    expect(runs('cron(0 0 29 2 ? *)', '2095-01-01T00:00:00Z')).toEqual([
      '2096-02-29T00:00Z',
      '2104-02-29T00:00Z',
      '2108-02-29T00:00Z',
    ]);
  });

  it('goes to the nearest workday without leaving the month', () => {
    // 3 January 2026 is a Saturday, 3 May 2026 a Sunday.
    expect(runs('cron(0 9 3W 1,2,5 ? 2026)', '2026-01-01T00:00:00Z')).toEqual([
      '2026-01-02T09:00Z',
      '2026-02-03T09:00Z',
      '2026-05-04T09:00Z',
    ]);
    // 1 August 2026 is a Saturday, 31 May 2026 a Sunday.
    expect(runs('cron(0 9 1W 8 ? 2026)', '2026-01-01T00:00:00Z')).toEqual(['2026-08-03T09:00Z']);
    expect(runs('cron(0 9 31W 5 ? 2026)', '2026-01-01T00:00:00Z')).toEqual(['2026-05-29T09:00Z']);
  });

  it('finds the first Monday and the last Friday', () => {
    expect(runs('cron(0 9 ? * 2#1 *)', '2026-01-01T00:00:00Z')).toEqual([
      '2026-01-05T09:00Z',
      '2026-02-02T09:00Z',
      '2026-03-02T09:00Z',
    ]);
    expect(runs('cron(0 9 ? * 6L *)', '2026-01-01T00:00:00Z')).toEqual([
      '2026-01-30T09:00Z',
      '2026-02-27T09:00Z',
      '2026-03-27T09:00Z',
    ]);
    expect(runs('cron(0 9 ? * L *)', '2026-01-01T00:00:00Z', { count: 2 })).toEqual([
      '2026-01-03T09:00Z',
      '2026-01-10T09:00Z',
    ]);
  });

  it('leaves out months without a fifth Monday', () => {
    expect(runs('cron(0 9 ? * 2#5 *)', '2026-01-01T00:00:00Z')).toEqual([
      '2026-03-30T09:00Z',
      '2026-06-29T09:00Z',
      '2026-08-31T09:00Z',
    ]);
  });

  it('keeps to the years and ends with them', () => {
    expect(runs('cron(0 0 1 7 ? 2026-2027)', '2026-01-01T00:00:00Z')).toEqual([
      '2026-07-01T00:00Z',
      '2027-07-01T00:00Z',
    ]);
    expect(runs('cron(0 0 1 7 ? 2020)', '2026-01-01T00:00:00Z')).toEqual([]);
    expect(runs('cron(0 0 1 1 ? 2199)', '2026-01-01T00:00:00Z')).toEqual(['2199-01-01T00:00Z']);
  });

  it('counts a rate from the given instant, seconds included, and a day as 24 hours', () => {
    expect(runs('rate(5 minutes)', '2026-01-01T00:00:30Z')).toEqual([
      '2026-01-01T00:05:30.000Z',
      '2026-01-01T00:10:30.000Z',
      '2026-01-01T00:15:30.000Z',
    ]);
    expect(runs('rate(1 day)', '2026-03-28T10:00:00Z', { timeZone: 'Europe/Berlin', count: 2 })).toEqual([
      '2026-03-29T10:00Z',
      '2026-03-30T10:00Z',
    ]);
    expect(runs('rate(999999999 days)', '2026-01-01T00:00:00Z')).toEqual([]);
  });

  it('gives a time once, while it lies ahead', () => {
    expect(runs('at(2026-07-01T12:00:00)', '2026-01-01T00:00:00Z')).toEqual(['2026-07-01T12:00Z']);
    expect(runs('at(2026-07-01T12:00:00)', '2026-01-01T00:00:00Z', { timeZone: 'Europe/Berlin' })).toEqual([
      '2026-07-01T10:00Z',
    ]);
    expect(runs('at(2026-07-01T12:00:00)', '2026-07-01T12:00:00Z')).toEqual([]);
  });

  it('follows the clocks of a zone over the year', () => {
    expect(runs('cron(0 2 1 1,7 ? 2026)', '2025-12-01T00:00:00Z', { timeZone: 'Europe/Berlin' })).toEqual([
      '2026-01-01T01:00Z',
      '2026-07-01T00:00Z',
    ]);
    expect(runs('cron(30 0 1 * ? *)', '2026-01-01T00:00:00Z', { timeZone: 'Asia/Kolkata', count: 1 })).toEqual([
      '2026-01-31T19:00Z',
    ]);
  });

  it('leaves out a run in the hour that clocks skip', () => {
    // Berlin, 29 March 2026: 02:00 CET is 03:00 CEST.
    expect(runs('cron(30 2 * * ? *)', '2026-03-28T00:00:00Z', { timeZone: 'Europe/Berlin' })).toEqual([
      '2026-03-28T01:30Z',
      '2026-03-30T00:30Z',
      '2026-03-31T00:30Z',
    ]);
    expect(runs('cron(0 2,3 29 3 ? 2026)', '2026-03-28T00:00:00Z', { timeZone: 'Europe/Berlin' })).toEqual([
      '2026-03-29T01:00Z',
    ]);
    expect(runs('at(2026-03-29T02:30:00)', '2026-01-01T00:00:00Z', { timeZone: 'Europe/Berlin' })).toEqual([]);
  });

  it('runs once in the hour that clocks repeat', () => {
    // Berlin, 25 October 2026: 03:00 CEST is 02:00 CET.
    expect(runs('cron(30 2 * * ? *)', '2026-10-24T12:00:00Z', { timeZone: 'Europe/Berlin', count: 2 })).toEqual([
      '2026-10-25T00:30Z',
      '2026-10-26T01:30Z',
    ]);
    expect(runs('cron(30 2 * * ? *)', '2026-10-25T00:45:00Z', { timeZone: 'Europe/Berlin', count: 1 })).toEqual([
      '2026-10-26T01:30Z',
    ]);
    expect(runs('cron(0 * * * ? *)', '2026-10-24T23:30:00Z', { timeZone: 'Europe/Berlin' })).toEqual([
      '2026-10-25T00:00Z',
      '2026-10-25T02:00Z',
      '2026-10-25T03:00Z',
    ]);
  });

  it('refuses what is no zone, no date and no count', () => {
    const at = (options: Partial<NextRunsOptions>) => () => runs('rate(1 day)', '2026-01-01T00:00:00Z', options);
    expect(at({ timeZone: 'Europe/Bukarest' })).toThrow(
      'time zone "Europe/Bukarest" is not possible (allowed: a name of the IANA database). Write for example UTC or Europe/Berlin.',
    );
    expect(checkTimeZone('+02:00')).toContain('time zone "+02:00"');
    expect(checkTimeZone('Europe/Bucharest')).toBeUndefined();
    expect(at({ from: new Date(NaN) })).toThrow(RangeError);
    expect(at({ count: 1.5 })).toThrow('count 1.5 is not a whole number from 0.');
  });
});
