import type { EnvStack } from '@restartix/core';
import { EcsCluster } from '../src';

/** Every input. */
export default function example(stack: EnvStack): void {
  new EcsCluster(stack, 'ecs-cluster', {
    name: 'platform',
    enableFargateSpot: { weight: 3, onDemandBase: 1, onDemandWeight: 1 },
    containerInsights: 'enhanced',
    exec: {
      kmsKeyArn: 'arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555',
      retentionInDays: 365,
    },
    privateDnsNamespace: { vpcId: 'vpc-0123456789abcdef0', name: 'staging.restartix.internal' },
    ephemeralStorageKmsKeyArn: 'arn:aws:kms:eu-central-1:123456789012:key/66666666-7777-8888-9999-000000000000',
  });
}
