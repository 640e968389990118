// Written by `npx nx run checks:update` from the types.
import type { Inputs } from '@restartix/core';

export const ECS_CLUSTER_CONFIG: Inputs = {
  name: 'string',
  enableFargateSpot: { is: 'boolean', keys: { weight: 'number', onDemandBase: 'number', onDemandWeight: 'number' } },
  containerInsights: ['disabled', 'enabled', 'enhanced'],
  insightsRetentionInDays: 'number',
  logKmsKeyArn: 'string',
  exec: { keys: { kmsKeyArn: 'string', retentionInDays: 'number' } },
  privateDnsNamespace: { keys: { vpcId: 'string', name: 'string' } },
  ephemeralStorageKmsKeyArn: 'string',
  env: 'string',
  project: 'string',
};
