import type { EnvStack } from '@restartix/core';
import { EmailSes } from '@restartix/email-ses';
import { EncryptionKey } from '@restartix/encryption-key';
import { updateBehavior } from './rows';

export const emailSes = updateBehavior({
  module: 'email-ses',
  construct: EmailSes,
  given: (stack) => ({ key: keyArn(stack, 'mail'), other: keyArn(stack, 'topics') }),
  base: { senderDomain: 'notifications.example.com', bounceWebhookUrl: null },
  inputs: {
    senderDomain: { values: ['notifications.example.com', 'mail.example.com'] },
    bounceWebhookUrl: { values: [null, 'https://api.example.com/webhooks/ses'] },
    name: { values: ['newsletter', 'receipts'] },
    mailFromSubdomain: { values: ['returns', 'mail'] },
    dmarc: { values: [{ policy: 'none' }, { policy: 'reject' }] },
    'dmarc.policy': { values: ['none', 'reject'], with: { dmarc: {} } },
    'dmarc.percentage': { values: [10, 50], with: { dmarc: {} } },
    'dmarc.reportTo': { values: ['dmarc@example.com', 'reports@example.com'], with: { dmarc: {} } },
    kmsKeyArn: { values: [({ key }) => key, ({ other }) => other] },
  },
});

/** SES and SNS must be able to use it, or AWS refuses the topic. */
function keyArn(stack: EnvStack, name: string): string {
  return new EncryptionKey(stack, name, { name, publishers: ['ses', 'sns'] }).keyArn;
}
