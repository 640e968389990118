import { paginateListSubscriptionsByTopic, type Subscription } from '@aws-sdk/client-sns';
import type { Context } from '../context';
import { isNamed } from '../aws/denied';
import { all } from '../workload';

/** Subscriptions of a topic; none of one that does not exist. */
export async function subscriptionsOf({ aws }: Pick<Context, 'aws'>, TopicArn: string): Promise<Subscription[]> {
  try {
    return await all(
      paginateListSubscriptionsByTopic({ client: aws.sns }, { TopicArn }),
      ({ Subscriptions }) => Subscriptions,
    );
  } catch (error) {
    if (isNamed(error, 'NotFoundException', 'NotFound')) return [];
    throw error;
  }
}

// What SNS lists instead of an ARN.
export function isConfirmed({ SubscriptionArn }: Subscription): boolean {
  return SubscriptionArn?.startsWith('arn:') === true;
}
