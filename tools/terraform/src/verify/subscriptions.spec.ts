import type { SNSClient } from '@aws-sdk/client-sns';
import { configuredSubscriptions, subscriptionFindings } from './subscriptions';

const TOPIC = 'aws_sns_topic.critical';
const ARN = 'arn:aws:sns:eu-central-1:123456789012:restartix-alerts-staging';

/** SNS that lists two subscriptions on two pages. */
const sns = {
  send: ({ input }: { input: { TopicArn: string; NextToken?: string } }) => {
    expect(input.TopicArn).toBe(ARN);
    const page = (Endpoint: string, Protocol: string, SubscriptionArn: string, NextToken?: string) =>
      Promise.resolve({ Subscriptions: [{ Endpoint, Protocol, SubscriptionArn }], NextToken });
    return input.NextToken === undefined
      ? page('on-call@restartix.pro', 'email', `${ARN}:1`, 'next')
      : page('team@restartix.pro', 'email', 'PendingConfirmation');
  },
} as unknown as SNSClient;

const at = (endpoint: string, protocol = 'email') => ({ topic: TOPIC, protocol, endpoint });
const findings = (...configured: Parameters<typeof subscriptionFindings>[1][number][]) =>
  subscriptionFindings(sns, configured, new Map([[TOPIC, ARN]]));

describe('a subscription', () => {
  it('is looked at where somebody has to confirm it', () => {
    const of = (protocol: string, endpoint: string) => ({ topic_arn: `\${${TOPIC}.arn}`, protocol, endpoint });
    const blocks = {
      mail: of('email', 'a@example.com'),
      hook: of('https', 'https://example.com'),
      queue: of('sqs', 'q'),
    };
    expect(configuredSubscriptions({ resource: { aws_sns_topic_subscription: blocks } })).toEqual([
      at('a@example.com'),
      at('https://example.com', 'https'),
    ]);
    expect(configuredSubscriptions({})).toEqual([]);
  });

  it('is ok once it is confirmed', async () => {
    expect(await findings(at('on-call@restartix.pro'))).toEqual([
      { ok: true, words: 'subscription of on-call@restartix.pro (email) to restartix-alerts-staging: confirmed' },
    ]);
  });

  it('is not while it is pending, or when it is gone, with what to do', async () => {
    const found = await findings(at('team@restartix.pro'), at('https://api.restartix.pro', 'https'));
    expect(found.map(({ ok }) => ok)).toEqual([false, false]);
    expect(found[0]).toMatchObject({
      words: expect.stringContaining('not confirmed') as string,
      fix: expect.stringContaining('mail') as string,
    });
    expect(found[1]).toMatchObject({
      words: expect.stringContaining('does not exist') as string,
      fix: expect.stringContaining('Deploy') as string,
    });
  });

  it('does not exist where its topic does not', async () => {
    const [found] = await subscriptionFindings(sns, [at('on-call@restartix.pro')], new Map());
    expect(found).toMatchObject({ ok: false, words: expect.stringContaining(TOPIC) as string });
  });
});
