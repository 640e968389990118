import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { COMMANDS } from './commands';
import { explained } from './aws/failure';
import { operate } from './operate';

it('has commands of different names, each with its options', async () => {
  const names = COMMANDS.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  const print = jest.spyOn(console, 'log').mockImplementation();
  expect(await operate(['logs', '--help'])).toBe(0);
  expect(String(print.mock.calls[0])).toMatch(/ logs \[options\] <env>\n[^]*--service <names>[^]*--local/);
  print.mockRestore();
});

it.each([
  [[], 'No command given.'],
  [['log', 'staging'], "Unknown command 'log'."],
  [['logs'], "Missing required argument 'env'."],
  [['logs', 'stagin'], 'Unknown environment "stagin".'],
])('refuses %j', async (args, why) => {
  await expect((async () => operate(args))()).rejects.toThrow(why);
});

it.each([
  ['AccessDeniedException', 'Not allowed: no\nhint: Take a role'],
  ['ExpiredTokenException', 'AWS does not know who asks: no\nhint: Log in'],
  ['ServiceNotFoundException', 'AWS refused: ServiceNotFoundException: no'],
])('says of %s what to do', (name, text) => {
  expect(String(explained(Object.assign(new Error('no'), { name, $metadata: {} })))).toContain(text);
});

it('leaves a defect of the tool alone', () => {
  const defect = new TypeError('x is undefined');
  expect(explained(defect)).toBe(defect);
});

it.each(COMMANDS.map(({ name }) => name))('has an Nx target for %s', (name) => {
  const targets = readFileSync(join(__dirname, '../../nx-cdktf/src/plugin/commands.ts'), 'utf8');
  expect(targets).toMatch(new RegExp(`^  ('?)${name}\\1: \\{$`, 'm'));
});
