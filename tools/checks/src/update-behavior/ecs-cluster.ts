import { EcsCluster } from '@restartix/ecs-cluster';
import { key, place } from './given';
import { updateBehavior } from './rows';

export const ecsCluster = updateBehavior({
  module: 'ecs-cluster',
  construct: EcsCluster,
  given: (stack) => ({ ...place(stack), key: key(stack), another: key(stack, 'another-key') }),
  base: {},
  inputs: {
    name: { values: ['platform', 'shared'] },
    enableFargateSpot: { values: [true, { weight: 1, onDemandBase: 1 }] },
    'enableFargateSpot.weight': { values: [2, 3], with: { enableFargateSpot: { onDemandWeight: 1 } } },
    'enableFargateSpot.onDemandBase': { values: [1, 2], with: { enableFargateSpot: { weight: 1 } } },
    'enableFargateSpot.onDemandWeight': { values: [1, 2], with: { enableFargateSpot: { weight: 1 } } },
    containerInsights: { values: ['enhanced', 'disabled'] },
    insightsRetentionInDays: { values: [14, 30] },
    logKmsKeyArn: { values: [({ key }) => key, ({ another }) => another] },
    exec: { values: [{ retentionInDays: 30 }, { retentionInDays: 60 }] },
    'exec.kmsKeyArn': { values: [({ key }) => key, ({ another }) => another], with: { exec: {} } },
    'exec.retentionInDays': { values: [30, 60], with: { exec: {} } },
    privateDnsNamespace: {
      values: [({ vpcId }) => ({ vpcId }), ({ vpcId }) => ({ vpcId, name: 'preview.restartix.internal' })],
    },
    'privateDnsNamespace.vpcId': {
      untried: 'A namespace is of one VPC: another VPC is another environment.',
    },
    'privateDnsNamespace.name': {
      values: ['one.restartix.internal', 'two.restartix.internal'],
      with: ({ vpcId }) => ({ privateDnsNamespace: { vpcId } }),
    },
    ephemeralStorageKmsKeyArn: { values: [({ key }) => key, ({ another }) => another] },
  },
});
