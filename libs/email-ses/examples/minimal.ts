import type { EnvStack } from '@restartix/core';
import { EmailSes } from '../src';

/** Nobody listens to bounces yet; the topics are there. */
export default function example(stack: EnvStack): void {
  new EmailSes(stack, 'email', { senderDomain: 'notifications-staging.restartix.pro', bounceWebhookUrl: null });
}
