import type { EnvStackConfig } from '@restartix/core';

export const config: EnvStackConfig = {
  env: 'bootstrap',
  region: 'eu-central-1',
  state: { bucket: 'restartix-tfstate' },
};
