import { AppSecrets } from '@restartix/app-secrets';
import { key } from './given';
import { updateBehavior } from './rows';

const clerk = { description: 'Clerk keys', keys: { CLERK_SECRET_KEY: 'Secret key of the instance' } };
const mail = { description: 'Mail keys', keys: { MAIL_KEY: 'Key of the sender' } };

export const appSecrets = updateBehavior({
  module: 'app-secrets',
  construct: AppSecrets,
  given: (stack) => ({ key: key(stack), another: key(stack, 'another-key') }),
  base: { secrets: { clerk } },
  inputs: {
    secrets: { values: [{ clerk }, { clerk, mail }] },
    kmsKeyId: { values: [({ key }) => key, ({ another }) => another] },
    recoveryWindowInDays: { values: [7, 14] },
  },
});
