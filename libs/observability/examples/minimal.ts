import type { EnvStack } from '@restartix/core';
import { Observability } from '../src';

export default function example(stack: EnvStack): void {
  new Observability(stack, 'observability', {
    alarmsEmailSubscribers: ['platform-team@restartix.pro'],
    databases: {
      database: {
        metricDimensions: { DBClusterIdentifier: 'restartix-staging-database' },
        maxConnections: 200,
        maxCapacity: 2,
      },
    },
  });
}
