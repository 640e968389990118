import { DIGESTS, FakeAccount, Killed, URL, digest } from '../testing/fake-account';
import type { FakeContext } from '../testing/fake-context';
import { deployImages } from './command';

const BOTH = `--images=pool@${DIGESTS.new},api@${DIGESTS.new}`;

async function run(account: FakeAccount, ...args: string[]): Promise<FakeContext & { readonly code: number }> {
  const context = account.context();
  const code = await deployImages.parse(['staging', ...args]).run(context);
  return { ...context, code };
}

/** What Terraform would find: an empty plan needs the newest revisions to have the image that is recorded. */
function planned(account: FakeAccount): string[] {
  const records: Record<string, string> = { pool: 'pool', api: 'api', migrations: 'api', report: 'api' };
  return Object.entries(records).flatMap(([name, image]) => {
    const newest = account.newest(name).containerDefinitions[0]!.image;
    return newest === account.parameter(`images/${image}`) ? [] : [`${name}: ${newest}`];
  });
}

it('runs jobs, then updates services in their order, and records the images at the end', async () => {
  const account = new FakeAccount();
  const { code, out } = await run(account, BOTH);
  expect(code).toBe(0);
  expect(account.runs).toEqual(['users a', 'migrations b']);
  expect(account.changes.filter((change) => /^(run|update|put)/.test(change))).toEqual([
    'put /restartix/staging/deployments/pool',
    'put /restartix/staging/deployments/api',
    'run',
    'run',
    'update restartix-staging-pool',
    'update restartix-staging-api',
    'put /restartix/staging/images/pool',
    'put /restartix/staging/images/api',
  ]);
  expect([account.runningImage('pool'), account.runningImage('api')]).toEqual(['b', 'b']);
  expect(planned(account)).toEqual([]);
  expect(out).toContain(`api: ${DIGESTS.new} is deployed`);
});

it('registers what the newest revision is, with another image', async () => {
  const account = new FakeAccount();
  const before = account.newest('api');
  await run(account, `--images=api@${DIGESTS.new}`);
  const [container, sidecar] = before.containerDefinitions;
  expect(account.newest('api')).toEqual({
    ...before,
    taskDefinitionArn: before.taskDefinitionArn.replace(/1$/, '2'),
    revision: 2,
    containerDefinitions: [{ ...container, image: `${URL}api@${DIGESTS.new}` }, sidecar],
  });
});

it('runs jobs by revision, those of other images too', async () => {
  const { inputsOf } = await run(new FakeAccount(), `--images=api@${DIGESTS.new}`);
  expect(inputsOf('RunTaskCommand').map(({ taskDefinition }) => taskDefinition)).toEqual([
    expect.stringMatching(/^arn:.*users:1$/),
    expect.stringMatching(/^arn:.*migrations:2$/),
  ]);
});

it('leaves the number of tasks to who scales the service', async () => {
  const account = new FakeAccount();
  await run(account, BOTH);
  expect(account.services.get('restartix-staging-api')!.desiredCount).toBe(4);
});

it('gives a service its first tasks with its first image', async () => {
  const account = new FakeAccount({ deployed: null });
  account.put('/restartix/staging/images/tools', `${URL}tools@${DIGESTS.old}`);
  const { code, err } = await run(account, BOTH);
  expect(code).toBe(0);
  expect(account.services.get('restartix-staging-api')!.desiredCount).toBe(2);
  expect(account.services.get('restartix-staging-pool')!.desiredCount).toBe(1);
  expect(err.at(-1)).toBe('First deployment. Schedules and alarms follow with the next: npx nx run staging:deploy');
});

it('deploys the digest that a tag means now', async () => {
  const account = new FakeAccount();
  account.pushed.get('restartix-staging-api')!.get(DIGESTS.other)!.push('1.4.2');
  const { code } = await run(account, '--images=api=1.4.2');
  expect(code).toBe(0);
  expect(account.parameter('images/api')).toBe(`${URL}api@${DIGESTS.other}`);
});

it('tags what it deploys once, so that the repository keeps it', async () => {
  const account = new FakeAccount();
  await run(account, `--images=api@${DIGESTS.new}`);
  await run(account, `--images=api@${DIGESTS.new}`);
  expect(account.pushed.get('restartix-staging-api')!.get(DIGESTS.new)).toEqual([
    expect.stringMatching(/^deployed-\d{8}T\d{6}Z$/),
  ]);
});

it('names everything that is missing, with its command, before anything is changed', async () => {
  const account = new FakeAccount({ deployed: null });
  account.secretsWithValue.clear();
  const { code, err } = await run(account, `--images=pool=1.0.0,api@${digest('d')}`);
  expect(code).toBe(1);
  expect(account.changes).toEqual([]);
  expect(err).toEqual([
    `staging: repository "pool" has no image tag 1.0.0\n  docker push ${URL}pool:1.0.0`,
    `staging: repository "api" has no image ${digest('d')}\n  docker push ${URL}api:<tag>`,
    'staging: job "users", which runs first, has image "tools", of which nothing is deployed\n' +
      "  npx nx run staging:deploy-images '--images=tools=<tag>'",
    'staging: secret "restartix/staging/clerk", which pool and api and users and migrations read, has no value\n' +
      '  npx nx run staging:secrets set clerk',
    'staging: nothing was changed.',
  ]);
});

it.each([
  [['--images=api'], '--images "api" is not an image'],
  [['--images=api@sha256:12'], '--images "api@sha256:12" is not an image'],
  [['--images=api=a b'], '--images "api=a b" is not an image'],
  [['--images=api=1,api=2'], '--images names "api" twice'],
  [['--images=web=1'], 'repository "web" does not exist (allowed: api, pool, tools)'],
  [[], 'No image given'],
  [['--images=api=1', '--wait=soon'], '--wait "soon" is not a number of minutes'],
])('refuses %j', async (args, message) => {
  const account = new FakeAccount();
  await expect(run(account, ...args)).rejects.toThrow(message);
  expect(account.changes).toEqual([]);
});

it.each([
  [3, 'migrations: exit code 3: Essential container exited'],
  [undefined, 'migrations: did not start: CannotPullContainerError: not found'],
])('changes no service when a migration ends with %s, and says its last lines', async (exitCode, words) => {
  const account = new FakeAccount();
  account.exitCodes.set('migrations', exitCode);
  account.logLines.set('migrations', ['adding column', 'column exists']);
  const { code, out, err } = await run(account, BOTH);
  expect(code).toBe(1);
  expect(account.changes.filter((change) => change.startsWith('update'))).toEqual([]);
  expect(account.newest('api').taskDefinitionArn).toMatch(/:1$/);
  expect(planned(account)).toEqual([]);
  expect(out).toEqual(['users: exit code 0', 'migrations | adding column', 'migrations | column exists', words]);
  expect(err.at(-1)).toBe('No service was changed.');
});

it('puts back every service that it had changed when a rollout fails', async () => {
  const account = new FakeAccount();
  account.pushed.get('restartix-staging-pool')!.set(DIGESTS.new, []);
  account.broken.add('c');
  const { code, err } = await run(account, `--images=pool@${DIGESTS.new},api@${DIGESTS.other}`);
  expect(code).toBe(2);
  expect([account.runningImage('pool'), account.runningImage('api')]).toEqual(['a', 'a']);
  expect(account.parameter('images/api')).toBe(`${URL}api@${DIGESTS.old}`);
  expect(planned(account)).toEqual([]);
  expect(err).toContain('restartix-staging-api: restartix-staging-api:2 failed: tasks failed to start.');
  // Terraform's state has the newest revision, and the service must run it.
  expect(account.services.get('restartix-staging-api')!.taskDefinition).toBe(account.newest('api').taskDefinitionArn);
});

it('does not touch services of a later order when an earlier one fails', async () => {
  const account = new FakeAccount();
  account.broken.add('b');
  await run(account, BOTH);
  expect(account.services.get('restartix-staging-api')!.deployments).toBe(1);
  expect(account.newest('api').taskDefinitionArn).toMatch(/:1$/);
});

it('takes the tasks away again when a first deployment fails', async () => {
  const account = new FakeAccount({ deployed: null });
  account.put('/restartix/staging/images/tools', `${URL}tools@${DIGESTS.old}`);
  account.broken.add('b');
  const { code } = await run(account, BOTH);
  expect(code).toBe(2);
  expect(account.services.get('restartix-staging-pool')!.desiredCount).toBe(0);
  expect(planned(account)).toEqual([]);
});

it('begins anew where the same revision has failed', async () => {
  const account = new FakeAccount();
  account.broken.add('b');
  account.kill = { at: 5, when: 'after' };
  const image = `--images=pool@${DIGESTS.new}`;
  await expect(run(account, image)).rejects.toThrow(Killed);
  expect(account.changes.at(-1)).toBe('update restartix-staging-pool');
  account.kill = undefined;
  account.broken.clear();
  expect((await run(account, image)).code).toBe(0);
  expect(account.runningImage('pool')).toBe('b');
});

describe('killed at any change', () => {
  const whole = new FakeAccount();
  beforeAll(() => run(whole, BOTH));

  it.each(
    Array.from({ length: 24 }, (_, index) =>
      (['before', 'after'] as const).map((when) => [when, index + 1] as const),
    ).flat(),
  )('%s change %i, the same command finishes the work', async (when, at) => {
    const account = new FakeAccount();
    account.kill = { at, when };
    if (at <= whole.changes.length) await expect(run(account, BOTH)).rejects.toThrow(Killed);
    account.kill = undefined;
    const { code } = await run(account, BOTH);
    expect(code).toBe(0);
    expect([account.runningImage('pool'), account.runningImage('api')]).toEqual(['b', 'b']);
    expect(account.parameter('images/api')).toBe(`${URL}api@${DIGESTS.new}`);
    expect(planned(account)).toEqual([]);
    // What was registered is found again, not registered twice.
    expect(account.newest('api').taskDefinitionArn).toMatch(/:2$/);
    expect(account.services.get('restartix-staging-api')!.deployments).toBe(2);
  });

  it('of which there are not more than these', () => {
    expect(whole.changes.length).toBeGreaterThan(10);
    expect(whole.changes.length).toBeLessThanOrEqual(24);
  });
});

it('waits for a migration that an earlier deployment left running', async () => {
  const account = new FakeAccount();
  account.stillRunning.set('restartix-staging-migrations', 2);
  const { code, err } = await run(account, BOTH);
  expect(code).toBe(0);
  expect(err).toContain('migrations: waits for task restartix-staging-migrations, which was started earlier');
});

it('neither stops a migration nor goes on when its time is over', async () => {
  const account = new FakeAccount();
  account.stillRunning.set('restartix-staging-migrations', 1e6);
  const { code, out } = await run(account, BOTH, '--job-timeout=0.0001');
  expect(code).toBe(1);
  expect(out.at(-1)).toMatch(/has not ended after 0.0001 minutes and goes on/);
  expect(planned(account)).toEqual([]);
});

it.each([
  /^tag/,
  /^register restartix-staging-migrations/,
  /^run/,
  /^register restartix-staging-api/,
  /^update restartix-staging-api/,
])('stops when a newer deployment begins before %s, which decides what runs', async (change) => {
  const account = new FakeAccount();
  let newer: Promise<{ readonly code: number }> | undefined;
  account.before = {
    change,
    run: () => (newer = run(account, `--images=pool@${DIGESTS.other},api@${DIGESTS.other}`)),
  };
  const { code, err } = await run(account, BOTH);
  expect(code).toBe(3);
  expect(err.at(-1)).toContain('a newer deployment has begun, so this one stops');
  expect((await newer!).code).toBe(0);
  expect([account.runningImage('pool'), account.runningImage('api')]).toEqual(['c', 'c']);
  expect(planned(account)).toEqual([]);
});

it('does not stop for a deployment of another image', async () => {
  const account = new FakeAccount();
  account.before = { change: /^run/, run: () => account.put('/restartix/staging/deployments/pool', 'another') };
  expect((await run(account, `--images=api@${DIGESTS.new}`)).code).toBe(0);
});
