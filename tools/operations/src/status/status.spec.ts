import { status } from './command';
import { DEPLOYED, DIGEST, parameters, WAITING } from '../testing/deployed';
import { fakeContext, refuse, type Answers, type FakeContext } from '../testing/fake-context';

const JSON_ = { terraform: { backend: { s3: { bucket: 'restartix-tfstate', region: 'eu-central-1' } } } };
const RUNNING = { status: 'ACTIVE', desiredCount: 2, runningCount: 2, deployments: [{ rolloutState: 'COMPLETED' }] };
const SERVING: Answers = {
  ...parameters(DEPLOYED),
  DescribeSecretCommand: () => ({ VersionIdsToStages: { v1: ['AWSCURRENT'] } }),
  GetSecretValueCommand: () => ({ SecretString: '{"SECRET_KEY": "s", "REDIS_URL": "r"}' }),
  DescribeServicesCommand: () => ({ services: [RUNNING] }),
  DescribeImagesCommand: () => ({ imageDetails: [{ imageDigest: DIGEST }] }),
  DescribeAlarmsCommand: () => ({
    MetricAlarms: [{ AlarmName: 'a', StateValue: 'OK', AlarmActions: ['arn:aws:sns:r:1:t'] }],
  }),
  ListSubscriptionsByTopicCommand: () => ({ Subscriptions: [{ SubscriptionArn: 'arn:1' }] }),
  DescribeLoadBalancersCommand: () => ({ LoadBalancers: [{ LoadBalancerArn: 'alb' }] }),
};

async function run(answers: Answers, ...flags: string[]): Promise<{ code: number; context: FakeContext }> {
  const context = fakeContext({ json: JSON_, answers: { ...SERVING, ...answers } });
  return { code: await status.parse(['staging', ...flags]).run(context), context };
}

it('ends with 0 when nothing is missing, and sends on to verify', async () => {
  const { code, context } = await run({});
  expect(context.out).toEqual([
    'ok       state',
    'ok       preflight',
    'ok       environment',
    'ok       images',
    'ok       secrets',
    'ok       database users and migrations',
    'ok       services',
    'ok       schedules and alarms',
    'ok       subscriptions, certificates and DNS',
    'ok       health',
    '',
    'staging: nothing is missing. Next: npx nx run staging:verify',
  ]);
  expect(code).toBe(0);
});

it('begins with the state bucket, and says what is later', async () => {
  const { code, context } = await run({
    HeadBucketCommand: refuse('NotFound'),
    GetParametersByPathCommand: () => ({ Parameters: [] }),
    GetCallerIdentityCommand: refuse('ExpiredToken'),
  });
  expect(context.out).toContain('           missing  state bucket restartix-tfstate: does not exist');
  expect(context.out).toContain('missing  environment');
  expect(context.out).toContain('later    images');
  expect(context.out.at(-1)).toMatch(/Next: npx nx run bootstrap:deploy$/);
  expect(code).toBe(1);
});

it.each<[string, Answers, RegExp, RegExp]>([
  [
    'an image that nobody pushed',
    { ...parameters(WAITING), DescribeImagesCommand: () => ({ imageDetails: [] }) },
    /image core-api: nothing is pushed/,
    /docker push \S+-core-api:<tag>/,
  ],
  [
    'an image that is pushed and not deployed',
    { ...parameters(WAITING), DescribeImagesCommand: () => ({ imageDetails: [{ imageTags: ['deployed-1', '1.0'] }] }) },
    /image core-api: 1.0 is pushed, nothing is deployed/,
    /staging:deploy-images --images=core-api=1.0/,
  ],
  [
    'an image that is gone',
    { DescribeImagesCommand: () => ({ imageDetails: [] }) },
    /no longer in the repository/,
    /staging:deploy-images/,
  ],
  [
    'a secret without a value',
    { DescribeSecretCommand: () => ({}) },
    /clerk: has no value, needs SECRET_KEY/,
    /secrets set clerk/,
  ],
  ['migrations that never ran', { ...parameters(WAITING) }, /job migrations: runs before core-api/, /deploy-images/],
  [
    'a service that waits',
    { DescribeServicesCommand: () => ({ services: [{ ...RUNNING, desiredCount: 0, runningCount: 0 }] }) },
    /service core-api: waits/,
    /deploy-images '--images=core-api=<tag>'/,
  ],
  [
    'a service without its tasks',
    { DescribeServicesCommand: () => ({ services: [{ ...RUNNING, runningCount: 1 }] }) },
    /service core-api: 1 of 2 tasks run/,
    /verify-rollout/,
  ],
  [
    'a service with another image',
    {
      DescribeTaskDefinitionCommand: () => ({
        taskDefinition: { containerDefinitions: [{ name: 'core-api', image: 'old' }] },
      }),
    },
    /service core-api: 2 of 2 tasks run old, and \S+ is deployed/,
    /staging:deploy$/,
  ],
])('names %s, with the command', async (_, answers, line, fix) => {
  const { code, context } = await run(answers);
  const found = context.out.findIndex((each) => line.test(each));
  expect(context.out[found]).toMatch(line);
  expect(context.out[found + 1]).toMatch(fix);
  expect(code).toBe(1);
});

it('ends with 2 when it may not ask, and takes that for nothing', async () => {
  const { code, context } = await run({ DescribeServicesCommand: refuse('AccessDeniedException') });
  expect(context.out).toContain(
    '           unasked  services: not asked: needs ecs:DescribeServices, ecs:DescribeTaskDefinition',
  );
  expect(context.out.at(-1)).toBe('staging: nothing known to be missing, 1 not asked');
  expect(code).toBe(2);
});
