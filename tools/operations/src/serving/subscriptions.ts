import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { Synthesis } from '@restartix/preflight';
import { missing, ok, type Finding } from '../finding';
import type { Context } from '../context';
import { isConfirmed, subscriptionsOf } from './topics';

/** A subscription that somebody has to confirm. */
export interface ConfiguredSubscription {
  /** Name of its topic. */
  readonly topic: string;
  readonly protocol: string;
  readonly endpoint: string;
}

// SNS sends nothing to the others' endpoints before they answer.
// https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html
const CONFIRMED = ['email', 'email-json', 'http', 'https'];

/** The subscriptions of a configuration that have to be confirmed. */
export function configuredSubscriptions(synthesis: Synthesis): ConfiguredSubscription[] {
  return synthesis
    .all('aws_sns_topic_subscription')
    .map((each) => ({
      topic: String(synthesis.referred(each, 'topic_arn')?.['name'] ?? each['topic_arn']),
      protocol: String(each['protocol']),
      endpoint: String(each['endpoint']),
    }))
    .filter(({ protocol }) => CONFIRMED.includes(protocol));
}

/** Whether each endpoint has confirmed: until then, SNS drops what is published for it, and tells nobody. */
export async function subscriptionFindings(context: Context): Promise<Finding[]> {
  const configured = context.synthesis ? configuredSubscriptions(context.synthesis) : [];
  if (configured.length === 0) return [];
  const { Arn: caller = '' } = await context.aws.sts.send(new GetCallerIdentityCommand({}));
  const [, partition, , , account] = caller.split(':');
  const topics = [...new Set(configured.map(({ topic }) => topic))];
  const listed = new Map(
    await Promise.all(
      topics.map(async (topic) => {
        const arn = `arn:${partition}:sns:${context.region}:${account}:${topic}`;
        return [topic, await subscriptionsOf(context, arn)] as const;
      }),
    ),
  );
  return configured.map(({ topic, protocol, endpoint }) => {
    const subject = `subscription of ${endpoint} (${protocol}) to ${topic}`;
    const found = listed.get(topic)!.find((each) => each.Protocol === protocol && each.Endpoint === endpoint);
    if (!found)
      return missing(
        subject,
        'does not exist',
        `${context.nx('deploy')}: SNS deletes a subscription that nobody confirms within two days`,
      );
    if (isConfirmed(found)) return ok(subject, 'confirmed');
    return missing(
      subject,
      'not confirmed, so that nothing is delivered',
      protocol.startsWith('email')
        ? `open the mail “AWS Notification - Subscription Confirmation” to ${endpoint} and follow its link`
        : `let ${endpoint} answer SNS’s SubscriptionConfirmation by opening its SubscribeURL`,
    );
  });
}
