import { DEPLOYED, DIGEST, parameters } from '../testing/deployed';
import { fakeContext, refuse, type Answers } from '../testing/fake-context';
import { verify } from './command';

const service = (rolloutState: string) => ({
  services: [
    {
      ...{ serviceName: 'restartix-staging-core-api', status: 'ACTIVE', desiredCount: 1, runningCount: 1 },
      deployments: [{ status: 'PRIMARY', rolloutState, rolloutStateReason: 'tasks failed to start.' }],
    },
  ],
});
const ANSWERS: Answers = {
  ...parameters(DEPLOYED),
  DescribeServicesCommand: () => service('COMPLETED'),
  DescribeLoadBalancersCommand: () => ({ LoadBalancers: [{ LoadBalancerArn: 'alb' }] }),
  DescribeAlarmsCommand: () => ({
    MetricAlarms: [{ AlarmName: 'a', StateValue: 'OK', AlarmActions: ['arn:aws:sns:r:1:t'] }],
  }),
  ListSubscriptionsByTopicCommand: () => ({ Subscriptions: [{ SubscriptionArn: 'arn:1' }] }),
};

it('ends with 0 when everything serves', async () => {
  const context = fakeContext({ answers: ANSWERS });
  expect(await verify.parse(['staging']).run(context)).toBe(0);
  expect(context.out[0]).toBe(`ok       service core-api: 1 of 1 tasks run ${DIGEST.slice(0, 19)}`);
  expect(context.out.at(-1)).toBe('staging: all 3 checks passed');
});

it('waits while a deployment goes on', async () => {
  let looks = 0;
  const answers = { ...ANSWERS, DescribeServicesCommand: () => service(++looks < 3 ? 'IN_PROGRESS' : 'COMPLETED') };
  const context = fakeContext({ answers, target: 'local' });
  expect(await verify.parse(['staging']).run(context)).toBe(0);
  expect(looks).toBe(4);
});

it('ends with 1 when something does not, with 2 when it could not be asked', async () => {
  const failed = fakeContext({
    answers: {
      ...ANSWERS,
      DescribeServicesCommand: () => service('FAILED'),
      ListTasksCommand: () => ({ taskArns: ['task'] }),
      DescribeTasksCommand: () => ({ tasks: [{ stoppedReason: 'CannotPullContainerError' }] }),
    },
  });
  expect(await verify.parse(['staging']).run(failed)).toBe(1);
  expect(failed.out[0]).toMatch(
    /^missing {2}rollout of core-api: .* failed: tasks failed to start\.; a task stopped: CannotPullContainerError$/,
  );
  expect(failed.out.at(-1)).toBe('staging: 2 of 4 checks failed, 0 not asked');
  const denied = fakeContext({ answers: { ...ANSWERS, DescribeAlarmsCommand: refuse('AccessDenied') } });
  expect(await verify.parse(['staging']).run(denied)).toBe(2);
});

it('refuses a time that is none', () => {
  expect(() => verify.parse(['staging', '--timeout=soon'])).toThrow('"soon" is not a number');
});
