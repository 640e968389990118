import { paginateDescribeAlarms, type MetricAlarm } from '@aws-sdk/client-cloudwatch';
import { missing, ok, type Finding } from '../finding';
import { all } from '../workload';
import type { Context } from '../context';
import { isConfirmed, subscriptionsOf } from './topics';

/** Whether nothing is red, every alarm is on, and what each tells reaches somebody. */
export async function alarmFindings(context: Context): Promise<Finding[]> {
  const alarms = await alarmsOf(context);
  if (alarms.length === 0) return [missing('alarms', 'there are none', context.nx('deploy'))];
  return [...stateFindings(context, alarms), ...(await reachFindings(context, alarms))];
}

async function alarmsOf({ aws, nameOf }: Context): Promise<MetricAlarm[]> {
  const pages = paginateDescribeAlarms({ client: aws.cloudwatch }, { AlarmNamePrefix: nameOf('') });
  return all(pages, ({ MetricAlarms }) => MetricAlarms);
}

function stateFindings({ nx }: Context, alarms: readonly MetricAlarm[]): Finding[] {
  const named = (kept: (alarm: MetricAlarm) => boolean): string =>
    alarms
      .filter(kept)
      .map(({ AlarmName }) => AlarmName)
      .join(', ');
  const red = named(({ StateValue }) => StateValue === 'ALARM');
  const off = named(({ ActionsEnabled }) => ActionsEnabled === false);
  return [
    red === ''
      ? ok('alarms', `none of ${alarms.length} is red`)
      : missing('alarms', `red: ${red}`, 'docs/generated/alarms.md says what each means and what to do'),
    ...(off === '' ? [] : [missing('alarms', `tell nobody: ${off}`, nx('deploy'))]),
  ];
}

/** One line for each topic that alarms publish to. */
async function reachFindings(context: Context, alarms: readonly MetricAlarm[]): Promise<Finding[]> {
  const silent = alarms.filter(({ AlarmActions = [] }) => AlarmActions.length === 0);
  const topics = new Set(
    alarms.flatMap(({ AlarmActions = [] }) => AlarmActions).filter((arn) => arn.split(':')[2] === 'sns'),
  );
  const reached = await Promise.all(
    [...topics].map(async (arn) => {
      const confirmed = (await subscriptionsOf(context, arn)).filter(isConfirmed).length;
      const count = alarms.filter(({ AlarmActions = [] }) => AlarmActions.includes(arn)).length;
      const subject = `topic ${arn.split(':').at(-1)}`;
      const plural = confirmed === 1 ? 'subscription' : 'subscriptions';
      return confirmed > 0
        ? ok(subject, `${count} alarms reach ${confirmed} confirmed ${plural}`)
        : missing(
            subject,
            `${count} alarms reach nobody: no subscription is confirmed`,
            'follow the link in the mail “AWS Notification - Subscription Confirmation”, or add an address to observability.alarmsEmailSubscribers',
          );
    }),
  );
  return [
    ...reached,
    ...(silent.length === 0
      ? []
      : [
          missing(
            'alarms without an action',
            silent.map(({ AlarmName }) => AlarmName).join(', '),
            'give their severity a topic in the configuration',
          ),
        ]),
  ];
}
