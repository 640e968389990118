import { checkSchedule, nextRuns, parseSchedule } from './index';

it('says what is wrong with an expression', () => {
  expect(checkSchedule('cron(0 2 * * ? *)')).toBeUndefined();
  expect(checkSchedule('cron(0 2 * * *)')).toContain('Add the year: cron(0 2 * * ? *).');
});

it('says when it runs', () => {
  const runs = nextRuns('cron(0 2 L * ? *)', {
    from: new Date('2028-02-01T00:00:00Z'),
    count: 2,
    timeZone: 'Europe/Berlin',
  });
  expect(runs).toEqual([new Date('2028-02-29T01:00:00Z'), new Date('2028-03-31T00:00:00Z')]);
});

it('reads it', () => {
  expect(parseSchedule('rate(5 minutes)')).toEqual({ kind: 'rate', intervalMinutes: 5 });
});
