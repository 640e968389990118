import { linesOf } from '../finding';
import { fakeContext, refuse } from '../testing/fake-context';
import { healthFindings } from './health';

const target = (State: string, Description?: string) => ({ TargetHealth: { State, Description } });

async function lines(targets: readonly object[]): Promise<string[]> {
  const context = fakeContext({
    answers: {
      DescribeLoadBalancersCommand: () => ({ LoadBalancers: [{ LoadBalancerArn: 'alb' }] }),
      DescribeTargetGroupsCommand: () => ({
        TargetGroups: [{ TargetGroupArn: 'group', TargetGroupName: 'restartix-staging-core-api' }],
      }),
      DescribeTargetHealthCommand: () => ({ TargetHealthDescriptions: targets }),
    },
  });
  return (await healthFindings(context)).flatMap(linesOf);
}

it('is ok when every target is, but for those that leave', async () => {
  expect(await lines([target('healthy'), target('draining')])).toEqual([
    'ok       targets of core-api: 1 of 2 healthy',
  ]);
});

it('is not where one is unhealthy, or there is none, with the log to look at', async () => {
  expect(await lines([target('healthy'), target('unhealthy', 'Health checks failed')])).toEqual([
    'missing  targets of core-api: 1 of 2 healthy: unhealthy, Health checks failed',
    '         → npx nx run staging:logs --service=core-api',
  ]);
  expect((await lines([]))[0]).toBe('missing  targets of core-api: there are none');
});

it('is missing with its load balancer', async () => {
  const context = fakeContext({ answers: { DescribeLoadBalancersCommand: refuse('LoadBalancerNotFoundException') } });
  expect((await healthFindings(context)).map(({ message }) => message)).toEqual([
    'restartix-staging-alb does not exist',
  ]);
});
