// Written by `npx nx run checks:update` from the types.
import type { Inputs } from '@restartix/core';

export const NETWORK_CONFIG: Inputs = {
  name: 'string',
  vpcCidr: 'string',
  otherCidrs: { each: 'string' },
  availabilityZones: { list: 'string' },
  natStrategy: ['nat-gateway', 'nat-instance', 'none'],
  natPerAz: 'boolean',
  natZone: 'string',
  natInstance: { keys: { instanceType: 'string', imageId: 'string', maxLifetimeDays: 'number' } },
  interfaceEndpoints: {
    list: ['ecr.api', 'ecr.dkr', 'kms', 'logs', 'monitoring', 'secretsmanager', 'ssm', 'ssmmessages', 'sts'],
  },
  albIngress: {
    keys: { ipv4Cidrs: { list: 'string' }, ipv6Cidrs: { list: 'string' }, prefixListIds: { each: 'string' } },
  },
  applicationPorts: { keys: { from: 'number', to: 'number' } },
  dataPorts: { keys: { rds: 'number', redis: 'number' } },
  flowLogs: { keys: { retentionInDays: 'number', kmsKeyArn: 'string', trafficType: ['ACCEPT', 'ALL', 'REJECT'] } },
  env: 'string',
  project: 'string',
};
