import { ListSubscriptionsByTopicCommand, type SNSClient, type Subscription } from '@aws-sdk/client-sns';
import type { Finding } from './finding';

type Block = Readonly<Record<string, unknown>>;
type Resources = Readonly<Record<string, Readonly<Record<string, Block>> | undefined>>;

/** A subscription that somebody has to confirm. */
export interface ConfiguredSubscription {
  /** Address of its topic. */
  readonly topic: string;
  readonly protocol: string;
  readonly endpoint: string;
}

// SNS sends nothing to the others' endpoints before they answer.
// https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html
const CONFIRMED = ['email', 'email-json', 'http', 'https'];

/** The subscriptions of a `cdk.tf.json` that have to be confirmed. */
export function configuredSubscriptions(json: Readonly<Record<string, unknown>>): ConfiguredSubscription[] {
  const { aws_sns_topic_subscription: subscriptions = {} } = (json['resource'] ?? {}) as Resources;
  return Object.values(subscriptions)
    .map((each) => ({
      topic: /(aws_sns_topic\.[^.]+)\./.exec(String(each['topic_arn']))?.[1] ?? String(each['topic_arn']),
      protocol: String(each['protocol']),
      endpoint: String(each['endpoint']),
    }))
    .filter(({ protocol }) => CONFIRMED.includes(protocol));
}

/** Whether each endpoint has confirmed: until then, SNS drops what is published for it, and tells nobody. */
export async function subscriptionFindings(
  sns: SNSClient,
  configured: readonly ConfiguredSubscription[],
  topicArns: ReadonlyMap<string, string>,
): Promise<Finding[]> {
  const byTopic = new Map<string, readonly Subscription[]>();
  for (const topic of new Set(configured.map((each) => each.topic))) {
    const arn = topicArns.get(topic);
    byTopic.set(topic, arn === undefined ? [] : await listed(sns, arn));
  }
  return configured.map(({ topic, protocol, endpoint }) => {
    const name = `subscription of ${endpoint} (${protocol}) to ${topicArns.get(topic)?.split(':').at(-1) ?? topic}`;
    const found = byTopic.get(topic)!.find((each) => each.Protocol === protocol && each.Endpoint === endpoint);
    if (!found) {
      return {
        ok: false,
        words: `${name}: does not exist`,
        fix: 'Deploy: SNS deletes a subscription that nobody confirms within two days.',
      };
    }
    const isPending = found.SubscriptionArn === 'PendingConfirmation';
    if (!isPending) return { ok: true, words: `${name}: confirmed` };
    return {
      ok: false,
      words: `${name}: not confirmed, so that nothing is delivered`,
      fix: protocol.startsWith('email')
        ? `Open the mail “AWS Notification - Subscription Confirmation” to ${endpoint} and follow its link.`
        : `Let ${endpoint} answer SNS’s SubscriptionConfirmation by opening its SubscribeURL.`,
    };
  });
}

async function listed(sns: SNSClient, topicArn: string): Promise<Subscription[]> {
  const found: Subscription[] = [];
  let next: string | undefined;
  do {
    const page = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn: topicArn, NextToken: next }));
    found.push(...(page.Subscriptions ?? []));
    next = page.NextToken;
  } while (next);
  return found;
}
