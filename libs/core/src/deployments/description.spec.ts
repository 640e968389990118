import { parseJob, parseSecret, parseService, parameterName } from '.';

const TASK = {
  cluster: 'restartix-staging-cluster',
  family: 'restartix-staging-core-api',
  container: 'core-api',
  image: 'core-api',
  subnets: ['subnet-1'],
  securityGroups: ['sg-1'],
  logGroup: '/ecs/restartix-staging/core-api',
  secrets: [],
  order: 1,
};
const SERVICE = { ...TASK, service: 'restartix-staging-core-api', minimumCount: 2 };
const JOB = { ...TASK, before: ['core-api'] };
const NAME = '/restartix/staging/services/core-api';

it('reads what was written', () => {
  expect(parseService(NAME, JSON.stringify(SERVICE))).toEqual(SERVICE);
  expect(parseJob(NAME, JSON.stringify(JOB))).toEqual(JOB);
});

it('keeps fields that a later version adds', () => {
  expect(parseJob(NAME, JSON.stringify({ ...JOB, timeout: 5 }))).toMatchObject({ timeout: 5 });
});

it.each(Object.keys(SERVICE))('names a service’s %s where it is missing', (field) => {
  const without = Object.fromEntries(Object.entries(SERVICE).filter(([key]) => key !== field));
  expect(() => parseService(NAME, JSON.stringify(without))).toThrow(`${NAME}: ${field} is missing, not `);
});

it.each([
  ['cluster', ''],
  ['subnets', 'subnet-1'],
  ['subnets', ['']],
  ['minimumCount', -1],
  ['minimumCount', '2'],
  ['order', 0.5],
])('refuses %s %j', (field, value) => {
  expect(() => parseService(NAME, JSON.stringify({ ...SERVICE, [field]: value }))).toThrow(
    `${NAME}: ${field} is ${JSON.stringify(value)}, not `,
  );
});

it('knows a job’s role where whoever starts it gives it one', () => {
  expect(parseJob(NAME, JSON.stringify({ ...JOB, taskRole: 'arn:role' })).taskRole).toBe('arn:role');
  expect(() => parseJob(NAME, JSON.stringify({ ...JOB, taskRole: 5 }))).toThrow('taskRole is 5, not a text');
});

it('refuses a job that does not say before what it runs', () => {
  expect(() => parseJob(NAME, JSON.stringify(TASK))).toThrow('before is missing, not a list');
});

it('reads a secret that a person sets, and refuses one whose keys are not said', () => {
  const secret = { secret: 'restartix/staging/clerk', keys: { CLERK_SECRET_KEY: 'Secret key' } };
  expect(parseSecret(NAME, JSON.stringify(secret))).toEqual(secret);
  for (const keys of [undefined, ['CLERK_SECRET_KEY'], { CLERK_SECRET_KEY: '' }]) {
    expect(() => parseSecret(NAME, JSON.stringify({ ...secret, keys }))).toThrow(
      `${NAME}: keys is ${JSON.stringify(keys) ?? 'missing'}, not an object of texts that are not empty`,
    );
  }
});

it.each(['', 'none', '[]', 'null', '"text"'])('refuses the value %j', (value) => {
  expect(() => parseJob(NAME, value)).toThrow('is not a JSON object');
});

it('names parameters by environment and kind', () => {
  const staging = { project: 'restartix', env: 'staging' };
  expect(parameterName(staging, 'images', 'core-api')).toBe('/restartix/staging/images/core-api');
  expect(parameterName(staging, 'services')).toBe('/restartix/staging/services');
});
