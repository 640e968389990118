import type { BootstrapConfig } from '@restartix/platform';
import { allow } from './allow';

/** Everything of the account that is a value. What is made of it is in `BootstrapStack` of `@restartix/platform`. */
export const config: BootstrapConfig = {
  env: {
    env: 'bootstrap',
    accountId: '123456789012',
    region: 'eu-central-1',
    state: { bucket: 'restartix-tfstate', region: 'eu-central-1' },
    allow,
  },
  github: { org: 'restartix', repo: 'infrastructure', branches: ['main'] },
  breakGlassUsers: ['break-glass'],
  environments: {
    staging: {},
    production: { restoreDrills: true },
  },
};
