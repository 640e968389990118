import { deployImages } from '../deploy-images/command';
import { DIGESTS, FakeAccount, Killed, URL } from '../testing/fake-account';
import type { FakeContext } from '../testing/fake-context';
import { rollback } from './command';

async function run(account: FakeAccount, ...args: string[]): Promise<FakeContext & { readonly code: number }> {
  const context = account.context();
  return { ...context, code: await rollback.parse(['staging', ...args]).run(context) };
}

async function deployed(account: FakeAccount, ...digests: string[]): Promise<FakeAccount> {
  for (const digest of digests) await deployImages.parse(['staging', `--images=api@${digest}`]).run(account.context());
  account.changes.length = 0;
  account.runs.length = 0;
  return account;
}

it('lists what ran lately and changes nothing without --to', async () => {
  const account = await deployed(new FakeAccount(), DIGESTS.new);
  const { code, out, err } = await run(account, '--service=api');
  expect(code).toBe(0);
  expect(account.changes).toEqual([]);
  expect(out).toEqual([
    expect.stringMatching(`Z  ${DIGESTS.new}  runs  deployed-`),
    expect.stringContaining(DIGESTS.old),
  ]);
  expect(err).toEqual(['Nothing was changed. npx nx run staging:rollback --service=api --to=previous']);
});

it('deploys the previous image without jobs, and says that migrations stay', async () => {
  const account = await deployed(new FakeAccount(), DIGESTS.new);
  const { code, err } = await run(account, '--service=api', '--to=previous');
  expect(code).toBe(0);
  expect(account.runs).toEqual([]);
  expect(account.runningImage('api')).toBe('a');
  expect(account.parameter('images/api')).toBe(`${URL}api@${DIGESTS.old}`);
  // The family's other readers follow, and so does a job that a later deployment would run.
  expect([account.newest('report'), account.newest('migrations')].map((each) => account.imageOf(each))).toEqual([
    'a',
    'a',
  ]);
  expect(err).toContain('Migrations are not undone: the earlier image runs with the schema of the later one.');
});

it('goes back from a rollback, and never to an older revision', async () => {
  const account = await deployed(new FakeAccount(), DIGESTS.new);
  await run(account, '--service=api', '--to=previous');
  await run(account, '--service=api', '--to=previous');
  expect(account.runningImage('api')).toBe('b');
  expect(account.newest('api').taskDefinitionArn).toMatch(/:4$/);
  expect(account.services.get('restartix-staging-api')!.taskDefinition).toMatch(/:4$/);
});

it.each([
  ['a digest', DIGESTS.other],
  ['a tag', '1.4.2'],
])('goes to %s', async (_, to) => {
  const account = await deployed(new FakeAccount(), DIGESTS.new);
  account.pushed.get('restartix-staging-api')!.get(DIGESTS.other)!.push('1.4.2');
  expect((await run(account, '--service=api', `--to=${to}`)).code).toBe(0);
  expect(account.runningImage('api')).toBe('c');
});

it('passes over an image that is no longer in the repository', async () => {
  const account = await deployed(new FakeAccount(), DIGESTS.new, DIGESTS.other);
  account.pushed.get('restartix-staging-api')!.delete(DIGESTS.new);
  const { out } = await run(account, '--service=api', '--to=previous');
  expect(out[1]).toContain('no longer in the repository');
  expect(account.runningImage('api')).toBe('a');
});

it('after a deployment that was killed, goes back to what is recorded', async () => {
  const account = await deployed(new FakeAccount(), DIGESTS.new);
  account.before = {
    change: /^put .*images/,
    run: () => {
      throw new Killed();
    },
  };
  const killed = deployImages.parse(['staging', `--images=api@${DIGESTS.other}`]).run(account.context());
  await expect(killed).rejects.toThrow(Killed);
  expect(account.runningImage('api')).toBe('c');
  await run(account, '--service=api', '--to=previous');
  expect(account.runningImage('api')).toBe('b');
});

it('refuses when nothing else was deployed', async () => {
  await expect(run(new FakeAccount(), '--service=api', '--to=previous')).rejects.toThrow(
    'staging: there is no earlier image of api to go back to.',
  );
});

it.each([
  [[], 'no service given (allowed: pool, api)'],
  [['--service=web'], 'service "web" does not exist (allowed: pool, api)'],
])('refuses %j', async (args, message) => {
  await expect(run(new FakeAccount(), ...args)).rejects.toThrow(message);
});
