import { ENV_NAMES, ENVIRONMENTS } from '../environments';
import { alarmCommands, ENTRIES, entryOf } from './alarm-commands';

const ALARMS = ENV_NAMES.flatMap((env) =>
  Object.values(ENVIRONMENTS[env].synthesized.resources('aws_cloudwatch_metric_alarm')).map((alarm) => ({
    env,
    id: String(alarm['alarm_name']).replace(`restartix-${env}-`, ''),
  })),
);
const PRODUCTION = { env: 'production', project: 'restartix', database: 'instance' } as const;

it.each(ALARMS)('$env: alarm $id has a first look, what helps, and how to see that it is over', ({ env, id }) => {
  const { look, act, over } = alarmCommands({ ...PRODUCTION, env }, id);
  expect(look.length).toBeGreaterThan(0);
  expect(act.length).toBeGreaterThan(0);
  expect(over).toEqual([expect.stringContaining(`--alarm-names restartix-${env}-${id} `)]);
  for (const command of [...look, ...act.flatMap(({ commands }) => commands)])
    expect(command).toMatch(/^(npx nx run|aws) /);
});

it('fails for an alarm without an entry', () => {
  expect(() => alarmCommands(PRODUCTION, 'new-alarm')).toThrow('alarm new-alarm has no commands: add an entry to ');
});

it.each(ENTRIES.map(([pattern]) => pattern))('%s is of an alarm that exists', (pattern) => {
  expect(ALARMS.some(({ id }) => entryOf(id)?.[0] === pattern)).toBe(true);
});
