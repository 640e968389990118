import { act, command, filled, listed, minutes, program, runCommandLine, understand } from './command-line';

const asked = jest.fn<Promise<number>, unknown[]>().mockResolvedValue(0);

const plan = act(
  command('plan', 'Plans.')
    .argument('<env>', 'the environment')
    .option('--approve <digest>', 'the digest', filled)
    .option('--image <list>', 'images', listed)
    .option('--timeout <minutes>', 'how long', minutes())
    .option('--lock-timeout <minutes>', 'how long', minutes({ least: 0 }), 10),
  ({ approve, image, timeout, lockTimeout }, env) => asked(env, approve, image, timeout, lockTimeout),
);
const stop = act(command('stop', 'Stops.'), () => Promise.resolve(undefined));
const pack = act(command('pack', 'Packs.').requiredOption('--to <folder>', 'where to'), () => Promise.resolve(0));
const tool = program('tool.js', 'A tool.', [plan, stop, pack]);

const refusal = (...args: string[]): string => {
  try {
    understand(tool, args);
    return '';
  } catch (error) {
    return (error as Error).message;
  }
};

it('gives a command its arguments and options, and returns its exit code', async () => {
  asked.mockResolvedValueOnce(2);
  expect(await runCommandLine(tool, ['plan', 'staging', '--image=a', '--image', 'b,c', '--timeout=1.5'])).toBe(2);
  expect(asked).toHaveBeenCalledWith('staging', undefined, ['a', 'b', 'c'], 1.5, 10);
  expect(await runCommandLine(tool, ['stop'])).toBe(0);
});

it('forgets what another command line gave', async () => {
  await runCommandLine(tool, ['plan', 'production', '--approve=sha256:1', '--image=z', '--lock-timeout=0']);
  await runCommandLine(tool, ['plan', 'staging']);
  expect(asked).toHaveBeenLastCalledWith('staging', undefined, undefined, undefined, 10);
});

it('runs nothing while it reads', () => {
  asked.mockClear();
  understand(tool, ['plan', 'staging']);
  expect(asked).not.toHaveBeenCalled();
});

it.each([
  [[], 'No command given.\nhint: Commands: plan, stop, pack.'],
  [['--'], 'No command given.'],
  [['plna'], "Unknown command 'plna'.\nhint: Did you mean plan? All options: tool.js --help"],
  [['toString'], "Unknown command 'toString'."],
  [['plan'], "Missing required argument 'env'."],
  [['plan', 'staging', 'local'], 'Unexpected "local".\nhint: All options: tool.js plan --help'],
  [
    ['plan', 'staging', '--aprove=sha256:0123456789'],
    "Unknown option '--aprove'.\nhint: Did you mean --approve? All options: ",
  ],
  [['pack'], '--to is missing.'],
  [['stop', '--approve=x'], "Unknown option '--approve'."],
  [['plan', 'staging', '--approve='], '--approve "" is empty.'],
  [['plan', 'staging', '--timeout=soon'], '--timeout "soon" is not a number of minutes above 0, e.g. 15.'],
  [['plan', 'staging', '--timeout=0'], 'above 0'],
  [['plan', 'staging', '--lock-timeout=-1'], '--lock-timeout "-1" is not a number of minutes of 0 or more'],
  [['plan', 'staging', '--lock-timeout='], '0 or more'],
])('refuses %j', (args, message) => {
  expect(refusal(...args)).toContain(message);
});

it('prints what a command has, and what there is', async () => {
  const print = jest.spyOn(console, 'log').mockImplementation();
  expect(await runCommandLine(tool, ['plan', '--help'])).toBe(0);
  expect(print.mock.calls[0]?.[0]).toMatch(
    /^Usage: tool\.js plan \[options\] <env>\n\nPlans\.\n[^]*--approve <digest> +the digest/,
  );
  expect(await runCommandLine(tool, ['--help'])).toBe(0);
  expect(print.mock.calls[1]?.[0]).toMatch(/Commands:\n +plan \[options\] <env> +Plans\.\n +stop/);
  print.mockRestore();
});
