import type { EnvStack } from '@restartix/core';
import { Network } from '../src';

export default function example(stack: EnvStack): void {
  new Network(stack, 'network', {
    vpcCidr: '10.20.0.0/16',
    availabilityZones: ['eu-central-1a', 'eu-central-1b', 'eu-central-1c'],
    natStrategy: 'nat-gateway',
    natPerAz: true,
    interfaceEndpoints: ['ecr.api', 'ecr.dkr', 'secretsmanager', 'kms', 'logs', 'ssmmessages', 'sts'],
    albIngress: { ipv4Cidrs: ['173.245.48.0/20'], prefixListIds: { cloudflare: 'pl-0123456789abcdef0' } },
    applicationPorts: { from: 8000, to: 9000 },
    flowLogs: { retentionInDays: 90, trafficType: 'ALL' },
  });
}
