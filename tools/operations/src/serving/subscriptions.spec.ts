import { fakeContext } from '../testing/fake-context';
import { linesOf } from '../finding';
import { subscriptionFindings } from './subscriptions';

const of = (protocol: string, endpoint: string) => ({ topic_arn: '${aws_sns_topic.critical.arn}', protocol, endpoint });
const JSON_ = {
  resource: {
    aws_sns_topic: { critical: { name: 'restartix-alerts-staging' } },
    aws_sns_topic_subscription: {
      mail: of('email', 'on-call@restartix.pro'),
      team: of('email', 'team@restartix.pro'),
      hook: of('https', 'https://api.restartix.pro'),
      queue: of('sqs', 'arn:aws:sqs:eu-central-1:123456789012:q'),
    },
  },
};
const ARN = 'arn:aws:sns:eu-central-1:123456789012:restartix-alerts-staging';
const listed = (Endpoint: string, SubscriptionArn: string) => ({ Endpoint, Protocol: 'email', SubscriptionArn });

async function lines(subscriptions: readonly object[]): Promise<string> {
  const context = fakeContext({
    json: JSON_,
    answers: {
      GetCallerIdentityCommand: () => ({ Arn: 'arn:aws:sts::123456789012:assumed-role/admin/me' }),
      ListSubscriptionsByTopicCommand: ({ TopicArn }) => (expect(TopicArn).toBe(ARN), { Subscriptions: subscriptions }),
    },
  });
  return (await subscriptionFindings(context)).flatMap(linesOf).join('\n');
}

it('says of each that somebody has to confirm whether they did, with what to do', async () => {
  expect(
    await lines([listed('on-call@restartix.pro', `${ARN}:1`), listed('team@restartix.pro', 'PendingConfirmation')]),
  ).toBe(
    [
      'ok       subscription of on-call@restartix.pro (email) to restartix-alerts-staging: confirmed',
      'missing  subscription of team@restartix.pro (email) to restartix-alerts-staging: not confirmed, so that nothing is delivered',
      '         → open the mail “AWS Notification - Subscription Confirmation” to team@restartix.pro and follow its link',
      'missing  subscription of https://api.restartix.pro (https) to restartix-alerts-staging: does not exist',
      '         → npx nx run staging:deploy: SNS deletes a subscription that nobody confirms within two days',
    ].join('\n'),
  );
});
