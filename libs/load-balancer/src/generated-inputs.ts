// Written by `npx nx run checks:update` from the types.
import type { Inputs } from '@restartix/core';

export const LOAD_BALANCER_CONFIG: Inputs = {
  name: 'string',
  subnetIds: { list: 'string' },
  securityGroupIds: { list: 'string' },
  certificate: { keys: { domainNames: { list: 'string' }, certificateArn: 'string' } },
  sslPolicy: 'string',
  deletionProtection: 'boolean',
  idleTimeoutSeconds: 'number',
  accessLogs: { keys: { bucketName: 'string', prefix: 'string', retentionInDays: 'number', forceDestroy: 'boolean' } },
  clientCertificates: { oneOf: ['passthrough'], keys: { caCertificates: 'string' } },
  env: 'string',
  project: 'string',
};
