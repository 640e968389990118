import { understand } from '@restartix/kit';
import { terraformProgram } from './run';
import { overStacks as run } from './over-stacks';
import type { Options } from './options';

jest.mock('./over-stacks', () => ({ overStacks: jest.fn().mockResolvedValue(0) }));

const overStacks = jest.mocked(run);

async function options(...args: string[]): Promise<Options> {
  await understand(terraformProgram(), args)();
  return overStacks.mock.lastCall![1];
}

const deploy = (...args: string[]): Promise<Options> => options('deploy', 'staging', ...args);

afterEach(() => {
  delete process.env['ALLOW_DATA_LOSS'];
  delete process.env['ALLOW_OUTAGE'];
});

it('takes addresses that may lose data from flags, or else from the environment', async () => {
  expect((await deploy()).allowed).toEqual({ 'data-loss': [], outage: [] });
  const given = await deploy('--allow-data-loss=aws_a.b,aws_c.d', '--allow-data-loss', 'aws_e.f');
  expect(given.allowed['data-loss']).toEqual(['aws_a.b', 'aws_c.d', 'aws_e.f']);
  process.env['ALLOW_DATA_LOSS'] = 'aws_a.b, aws_c.d';
  expect((await deploy()).allowed['data-loss']).toEqual(['aws_a.b', 'aws_c.d']);
  expect((await deploy('--allow-data-loss=aws_e.f')).allowed['data-loss']).toEqual(['aws_e.f']);
});

it('takes addresses that may be interrupted from theirs', async () => {
  expect((await deploy('--allow-outage=aws_a.b,aws_c.d')).allowed.outage).toEqual(['aws_a.b', 'aws_c.d']);
  process.env['ALLOW_OUTAGE'] = 'aws_a.b';
  expect((await deploy('--allow-data-loss=aws_c.d')).allowed).toEqual({
    'data-loss': ['aws_c.d'],
    outage: ['aws_a.b'],
  });
});

it('separates nothing at a comma within an index', async () => {
  const { allowed } = await deploy('--allow-data-loss=aws_a.b["x,y"],aws_c.d[0]');
  expect(allowed['data-loss']).toEqual(['aws_a.b["x,y"]', 'aws_c.d[0]']);
});

it('waits ten minutes for a locked state, or as long as is said', async () => {
  expect((await options('plan', 'staging')).lockTimeout).toBe(10);
  expect((await options('plan', 'staging', '--lock-timeout=0')).lockTimeout).toBe(0);
});

it.each([
  [['deploy', 'staging', '--without-secrets'], "Unknown option '--without-secrets'."],
  [['schedules', 'staging', '--approve=foo'], "Unknown option '--approve'."],
  [['plan', 'staging', 'local'], 'Unexpected "local".'],
  [['plan', 'staging', '--lock-timeot=1'], 'Did you mean --lock-timeout?'],
  [['plan', 'staging', '--lock-timeout=-1'], 'is not a number of minutes of 0 or more'],
  [['depoly', 'staging'], 'Did you mean deploy?'],
  [['logs', 'staging', '--servce=core-api'], 'Did you mean --service?'],
  [['plan'], "Missing required argument 'env'."],
])('refuses %j', (args, message) => {
  expect(() => understand(terraformProgram(), args)).toThrow(message);
});
