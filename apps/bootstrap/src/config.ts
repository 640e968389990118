import type { EnvStackConfig } from '@restartix/core';
import { allow } from './allow';

export const config: EnvStackConfig = {
  env: 'bootstrap',
  region: 'eu-central-1',
  state: { bucket: 'restartix-tfstate' },
  allow,
};
