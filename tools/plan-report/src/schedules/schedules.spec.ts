import type { PlanJson } from '../plan-json';
import { nextRunLines } from './next-runs';
import { configuredSchedules, plannedSchedules } from './schedules';
import { scheduleTable } from './schedule-table';
import type { Schedule } from '../model';

const NOW = new Date('2026-11-23T12:00:00Z');
const ROLL = { name: 'audit-roll', schedule_expression: 'cron(0 2 1 * ? *)' };
const PROVIDERS = { name: 'check-providers', schedule_expression: 'rate(5 minutes)', state: 'DISABLED' };
const json = { resource: { aws_scheduler_schedule: { tasks_b: PROVIDERS, tasks_a: ROLL } } };
const lines = (rest: Partial<Schedule>): string[] =>
  nextRunLines(
    { address: 'a', name: 'a', state: 'ENABLED', expression: 'cron(0 2 1 * ? *)', timeZone: 'UTC', ...rest },
    NOW,
  );

test('says of a schedule that awaits an image what it is then', () => {
  const state = '${!endswith(aws_ssm_parameter.api_image.insecure_value, ":not-deployed") ? "ENABLED" : "DISABLED"}';
  const block = { name: 'a', schedule_expression: 'rate(5 minutes)', state };
  const [schedule] = configuredSchedules({ resource: { aws_scheduler_schedule: { a: block } } });
  expect(schedule?.state).toBe('ENABLED once its image is deployed');
});

test('lists the configured schedules with state, expression and next runs', () => {
  expect(scheduleTable(configuredSchedules(json), NOW).split('\n')).toEqual([
    'name             state     expression         next runs',
    'audit-roll       ENABLED   cron(0 2 1 * ? *)  2026-12-01 02:00 UTC',
    '                                              2027-01-01 02:00 UTC',
    '                                              2027-02-01 02:00 UTC',
    '                                              2027-03-01 02:00 UTC',
    '                                              2027-04-01 02:00 UTC',
    'check-providers  DISABLED  rate(5 minutes)    about 2026-11-23 12:05 UTC',
    '                                              about 2026-11-23 12:10 UTC',
    '                                              about 2026-11-23 12:15 UTC',
    '                                              about 2026-11-23 12:20 UTC',
    '                                              about 2026-11-23 12:25 UTC',
  ]);
  expect(configuredSchedules({})).toEqual([]);
});

test('shows a run on the clocks of its zone too', () => {
  expect(lines({ timeZone: 'Europe/Bucharest' })[0]).toBe('2026-12-01 00:00 UTC = 2026-12-01 02:00 Europe/Bucharest');
});

test('begins with the start date and ends with the end date', () => {
  expect(lines({ startDate: '2027-05-01T00:00:00Z', endDate: '2027-06-15T00:00:00Z' })).toEqual([
    '2027-05-01 02:00 UTC',
    '2027-06-01 02:00 UTC',
  ]);
  expect(lines({ endDate: '2026-11-24T00:00:00Z' })).toEqual(['no further runs']);
});

test('says why there are no runs', () => {
  expect(lines({ expression: 'cron(0 2 * * *)' })[0]).toMatch(/^refused by AWS: .*Add the year/);
  expect(lines({ timeZone: 'Mars/Olympus' })[0]).toMatch(/^refused by AWS: /);
  expect(lines({ expression: undefined })).toEqual(['known after apply']);
  expect(lines({ expression: '${var.when}' })).toEqual(['depends on another resource']);
});

test('takes from a plan what it makes or changes, and nothing that is sensitive', () => {
  const change = (name: string, actions: string[], after_sensitive: unknown = {}): object => ({
    address: `aws_scheduler_schedule.${name}`,
    mode: 'managed',
    type: 'aws_scheduler_schedule',
    name,
    change: { actions, after: { ...ROLL, name }, after_sensitive },
  });
  const plan = {
    resource_changes: [
      change('b', ['update']),
      change('a', ['delete', 'create'], { schedule_expression: true }),
      change('kept', ['no-op']),
      change('gone', ['delete']),
    ],
  } as PlanJson;
  expect(plannedSchedules(plan).map(({ name, expression }) => [name, expression])).toEqual([
    ['a', undefined],
    ['b', 'cron(0 2 1 * ? *)'],
  ]);
});
