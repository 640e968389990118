// Written by `npx nx run checks:update` from the types.
import type { Inputs } from '@restartix/core';

export const EMAIL_SES_CONFIG: Inputs = {
  senderDomain: 'string',
  bounceWebhookUrl: 'string',
  name: 'string',
  mailFromSubdomain: 'string',
  dmarc: { keys: { policy: ['none', 'quarantine', 'reject'], percentage: 'number', reportTo: 'string' } },
  kmsKeyArn: 'string',
  env: 'string',
  project: 'string',
};
