import type { EnvStack } from '@restartix/core';
import { EmailSes } from '../src';

export default function example(stack: EnvStack): void {
  new EmailSes(stack, 'email', {
    senderDomain: 'notifications.restartix.pro',
    bounceWebhookUrl: 'https://api.restartix.pro/webhooks/ses',
    mailFromSubdomain: 'mail',
    dmarc: { policy: 'reject', percentage: 50, reportTo: 'dmarc@restartix.pro' },
    kmsKeyArn: 'arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555',
  });
  new EmailSes(stack, 'newsletter', {
    name: 'newsletter',
    senderDomain: 'news.restartix.pro',
    bounceWebhookUrl: null,
  });
}
