import { linesOf } from '../finding';
import { fakeContext } from '../testing/fake-context';
import { alarmFindings } from './alarms';

const TOPIC = 'arn:aws:sns:eu-central-1:123456789012:restartix-alerts-staging';
const alarm = (AlarmName: string, over: object = {}) => ({
  ...{ AlarmName, StateValue: 'OK', ActionsEnabled: true, AlarmActions: [TOPIC] },
  ...over,
});

async function lines(alarms: readonly object[], subscription = `${TOPIC}:1`): Promise<string[]> {
  const context = fakeContext({
    answers: {
      DescribeAlarmsCommand: () => ({ MetricAlarms: alarms }),
      ListSubscriptionsByTopicCommand: () => ({ Subscriptions: [{ SubscriptionArn: subscription }] }),
    },
  });
  return (await alarmFindings(context)).flatMap(linesOf);
}

it('are ok when none is red and each topic has somebody who confirmed', async () => {
  expect(await lines([alarm('a'), alarm('b', { StateValue: 'INSUFFICIENT_DATA' })])).toEqual([
    'ok       alarms: none of 2 is red',
    'ok       topic restartix-alerts-staging: 2 alarms reach 1 confirmed subscription',
  ]);
});

it.each<[string, object, string]>([
  ['red ones', { StateValue: 'ALARM' }, 'missing  alarms: red: a'],
  ['ones that are switched off', { ActionsEnabled: false }, 'missing  alarms: tell nobody: a'],
  ['ones without an action', { AlarmActions: [] }, 'missing  alarms without an action: a'],
])('names %s', async (_, over, line) => {
  expect(await lines([alarm('a', over), alarm('b')])).toContain(line);
});

it('reach nobody while nobody has confirmed', async () => {
  expect(await lines([alarm('a')], 'PendingConfirmation')).toContain(
    'missing  topic restartix-alerts-staging: 1 alarms reach nobody: no subscription is confirmed',
  );
});

it('are missing where there are none', async () => {
  expect(await lines([])).toEqual(['missing  alarms: there are none', '         → npx nx run staging:deploy']);
});
