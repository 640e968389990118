import { parseOptions } from './options';

const allowed = (args: string[], environment = {}): readonly string[] =>
  parseOptions(['deploy', 'production', ...args], environment).allowed['data-loss'];

test('addresses that may lose data come from flags, or else from the environment', () => {
  expect(allowed([])).toEqual([]);
  expect(allowed(['--allow-data-loss=aws_a.b,aws_c.d', '--allow-data-loss', 'aws_e.f'])).toEqual([
    'aws_a.b',
    'aws_c.d',
    'aws_e.f',
  ]);
  expect(allowed([], { ALLOW_DATA_LOSS: 'aws_a.b, aws_c.d' })).toEqual(['aws_a.b', 'aws_c.d']);
  expect(allowed(['--allow-data-loss=aws_a.b'], { ALLOW_DATA_LOSS: 'aws_c.d' })).toEqual(['aws_a.b']);
});

test('addresses that may be interrupted do, too', () => {
  const outage = (args: string[], environment = {}): readonly string[] =>
    parseOptions(['deploy', 'production', ...args], environment).allowed.outage;
  expect(outage(['--allow-outage=aws_a.b,aws_c.d'])).toEqual(['aws_a.b', 'aws_c.d']);
  expect(outage([], { ALLOW_OUTAGE: 'aws_a.b' })).toEqual(['aws_a.b']);
  expect(outage(['--allow-data-loss=aws_a.b'])).toEqual([]);
});

test('a comma within an index separates nothing', () => {
  expect(allowed(['--allow-data-loss=aws_a.b["x,y"],aws_c.d[0]'])).toEqual(['aws_a.b["x,y"]', 'aws_c.d[0]']);
});

test('only what changes nothing goes without secrets', () => {
  expect(parseOptions(['plan', 'staging', '--without-secrets']).withoutSecrets).toBe(true);
  expect(parseOptions(['plan', 'staging']).withoutSecrets).toBe(false);
  expect(() => parseOptions(['deploy', 'staging', '--without-secrets'])).toThrow(
    '--without-secrets is for plan and drift: deploy needs them.',
  );
});

test.each(['', 'soon', '-1', 'Infinity'])('a lock is not waited for "%s" minutes', (text) => {
  expect(() => parseOptions(['plan', 'staging', `--lock-timeout=${text}`])).toThrow(
    `--lock-timeout "${text}" is not a number of minutes of 0 or more.`,
  );
});
