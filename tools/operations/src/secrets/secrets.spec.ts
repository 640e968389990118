import { DEPLOYED, parameters } from '../testing/deployed';
import { fakeContext, refuse, type Answers, type FakeContext } from '../testing/fake-context';
import { secrets } from './command';
import { parseValues, type Input } from './input';
import { setSecret } from './set';

const PRESENT = { SecretString: '{"SECRET_KEY": "old", "OTHER": "kept"}' };
const ANSWERS: Answers = {
  ...parameters(DEPLOYED),
  DescribeSecretCommand: () => ({ VersionIdsToStages: { v1: ['AWSCURRENT'] } }),
  GetSecretValueCommand: () => PRESENT,
  PutSecretValueCommand: () => ({ VersionId: 'v2' }),
  DescribeServicesCommand: ({ services }) => ({
    services: (services as string[]).map((serviceName) => ({
      ...{ serviceName, status: 'ACTIVE', desiredCount: 2, taskDefinition: serviceName },
    })),
  }),
};

function account(answers: Answers = {}): FakeContext {
  return fakeContext({ answers: { ...ANSWERS, ...answers } });
}

const given = (text: string): Input => ({
  isTerminal: false,
  read: () => Promise.resolve(text),
  hidden: () => Promise.reject(new Error('no terminal')),
});

async function set(context: FakeContext, text: string, restart = false): Promise<unknown> {
  await setSecret(context, 'clerk', { input: given(text), restart });
  const [put] = context.inputsOf('PutSecretValueCommand');
  return put && (JSON.parse(String(put['SecretString'])) as unknown);
}

describe('the list', () => {
  it('says what each has and who reads it, and ends with 0', async () => {
    const context = account({
      GetSecretValueCommand: () => ({ SecretString: '{"SECRET_KEY": "s", "REDIS_URL": "r"}' }),
    });
    expect(await secrets.parse(['staging']).run(context)).toBe(0);
    expect(context.out).toEqual([
      'ok       restartix/staging/clerk: has SECRET_KEY; read by core-api, migrations',
      'ok       restartix/staging/redis: has REDIS_URL; read by core-api, migrations',
      'staging: 0 of 2 secrets lack a value',
    ]);
  });

  it('names missing keys, by the command of who sets them, and ends with 1', async () => {
    const context = account({ GetSecretValueCommand: () => ({ SecretString: '{}' }) });
    expect(await secrets.parse(['staging']).run(context)).toBe(1);
    expect(context.out.slice(0, 4)).toEqual([
      'missing  restartix/staging/clerk: lacks SECRET_KEY; read by core-api, migrations',
      '         → npx nx run staging:secrets set clerk',
      'missing  restartix/staging/redis: lacks REDIS_URL; read by core-api, migrations',
      '         → npx nx run staging:deploy',
    ]);
  });

  it('says what it knows without the right to read values, and which right that is', async () => {
    const context = account({ GetSecretValueCommand: refuse('AccessDeniedException') });
    expect(await secrets.parse(['staging']).run(context)).toBe(0);
    expect(context.out[0]).toBe(
      'unasked  restartix/staging/clerk: has a value; its keys need secretsmanager:GetSecretValue, and kms:Decrypt of its key; read by core-api, migrations',
    );
  });

  it('never has a value in it', async () => {
    const context = account({ GetSecretValueCommand: () => ({ SecretString: 'canary {"SECRET_KEY": "canary"' }) });
    await secrets.parse(['staging', '--json']).run(context);
    expect([...context.out, ...context.err].join('\n')).not.toContain('canary');
  });
});

describe('secrets set', () => {
  it('changes what is given, keeps the other keys and says so by name alone', async () => {
    const context = account();
    expect(await set(context, '{"SECRET_KEY": "canary"}')).toEqual({ SECRET_KEY: 'canary', OTHER: 'kept' });
    expect(context.err).toEqual(
      expect.arrayContaining([
        '  keeps   OTHER',
        '  changes SECRET_KEY',
        'restartix/staging/clerk: written as version v2.',
        'The value before it is the version AWSPREVIOUS.',
      ]),
    );
    expect(context.err.join('\n')).not.toMatch(/canary|old|kept/);
  });

  it('writes the first value of a secret that has none', async () => {
    const context = account({
      DescribeSecretCommand: () => ({}),
      GetSecretValueCommand: refuse('ResourceNotFoundException'),
    });
    expect(await set(context, 'SECRET_KEY=a=b\n# a comment\n')).toEqual({ SECRET_KEY: 'a=b' });
    expect(context.err).toContain('  adds    SECRET_KEY');
  });

  it('writes nothing that is there already', async () => {
    const context = account();
    expect(await set(context, 'SECRET_KEY=old')).toBeUndefined();
    expect(context.err).toContain('restartix/staging/clerk: has these values already.');
  });

  it.each<[string, string, Answers, RegExp]>([
    ['a key that nobody reads', 'TYPO=1', {}, /TYPO: nobody reads that \(allowed: SECRET_KEY\)/],
    ['an empty value', 'SECRET_KEY=', {}, /SECRET_KEY: the value is empty/],
    ['a missing key', '{}', { DescribeSecretCommand: () => ({}) }, /SECRET_KEY is missing/],
    ['no text', '{"SECRET_KEY": 1}', {}, /value of SECRET_KEY is not a text/],
    ['half of a JSON', '{"SECRET_KEY": "can', {}, /begins as JSON and is none/],
    ['nothing', '', {}, /no values/],
    [
      'a value that may not be read',
      'SECRET_KEY=1',
      { GetSecretValueCommand: refuse('AccessDeniedException') },
      /could not be kept/,
    ],
    [
      'a secret that is to be deleted',
      'SECRET_KEY=1',
      { DescribeSecretCommand: () => ({ DeletedDate: new Date() }) },
      /scheduled for deletion/,
    ],
  ])('refuses %s, and writes nothing', async (_, text, answers, message) => {
    const context = account(answers);
    await expect(set(context, text)).rejects.toThrow(message);
    expect(context.inputsOf('PutSecretValueCommand')).toEqual([]);
  });

  it('refuses a secret that nobody sets by hand, with those that are', async () => {
    const set = setSecret(account(), 'redis', { input: given(''), restart: false });
    await expect(set).rejects.toThrow('"redis" is no secret that is set by hand (allowed: clerk).');
  });

  it('refuses values in arguments', async () => {
    const run = secrets.parse(['staging', 'set', 'clerk', 'SECRET_KEY=1']).run(account());
    await expect(run).rejects.toThrow('Values are not read from arguments');
  });

  it('asks for each key on a terminal, keeps what is left empty, and writes after a yes', async () => {
    const asked: string[] = [];
    const input: Input = {
      ...given(''),
      isTerminal: true,
      hidden: (question) => (asked.push(question), Promise.resolve('new')),
    };
    const context = { ...account(), ask: () => Promise.resolve('yes') };
    await setSecret(context, 'clerk', { input, restart: false });
    expect(asked).toEqual(['SECRET_KEY (from the dashboard), empty keeps it: ']);
    expect(context.inputsOf('PutSecretValueCommand')).toHaveLength(1);
    const refused = { ...account(), ask: () => Promise.resolve('no') };
    await expect(setSecret(refused, 'clerk', { input, restart: false })).rejects.toThrow('Not confirmed');
  });

  it('restarts who reads it when it is asked to, and says how otherwise', async () => {
    const [restarted, left] = [account(), account()];
    await set(restarted, 'SECRET_KEY=new', true);
    expect(restarted.inputsOf('UpdateServiceCommand')).toEqual([
      { cluster: 'restartix-staging-cluster', service: 'restartix-staging-core-api', forceNewDeployment: true },
    ]);
    await set(left, 'SECRET_KEY=new');
    expect(left.inputsOf('UpdateServiceCommand')).toEqual([]);
    expect(left.err.join('\n')).toMatch(/\$ aws ecs update-service .*--force-new-deployment/);
  });
});

it('reads lines as a shell would, quotes and all', () => {
  expect(parseValues('A="x y"\nB=1\n')).toEqual({ A: 'x y', B: '1' });
});
