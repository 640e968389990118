import { EncryptionKey } from '@restartix/encryption-key';
import { Network } from '@restartix/network';
import { updateBehavior } from './rows';

const [A, B, C] = ['eu-central-1a', 'eu-central-1b', 'eu-central-1c'] as const;
interface Keys {
  readonly key: string;
  readonly other: string;
}

export const network = updateBehavior({
  module: 'network',
  construct: Network,
  given: (stack) => ({
    key: new EncryptionKey(stack, 'key').keyArn,
    other: new EncryptionKey(stack, 'other-key', { name: 'other' }).keyArn,
  }),
  base: {
    vpcCidr: '10.10.0.0/16',
    availabilityZones: [A, B],
    natStrategy: 'nat-instance',
    interfaceEndpoints: [],
  },
  inputs: {
    name: { values: ['core', 'main'] },
    vpcCidr: { values: ['10.10.0.0/16', '10.30.0.0/16'] },
    otherCidrs: { values: [{ production: '10.20.0.0/16' }, { production: '10.21.0.0/16' }] },
    availabilityZones: {
      values: [
        [B, C],
        [A, B, C],
      ],
    },
    natStrategy: { values: ['nat-instance', 'nat-gateway'] },
    natPerAz: { values: [true, false] },
    natZone: { values: [B, A] },
    natInstance: { values: [{ instanceType: 't4g.micro' }, { instanceType: 't4g.small' }] },
    'natInstance.instanceType': { values: ['t4g.micro', 't4g.small'] },
    'natInstance.imageId': { values: ['ami-0123456789abcdef0', 'ami-0fedcba9876543210'] },
    'natInstance.maxLifetimeDays': { values: [60, 90] },
    interfaceEndpoints: { values: [['logs'], ['logs', 'kms']] },
    albIngress: { values: [{ ipv4Cidrs: ['198.51.100.0/24'] }, { ipv4Cidrs: ['203.0.113.0/24'] }] },
    'albIngress.ipv4Cidrs': { values: [['198.51.100.0/24'], ['203.0.113.0/24']] },
    'albIngress.ipv6Cidrs': { values: [['2001:db8:1::/48'], ['2001:db8:2::/48']] },
    'albIngress.prefixListIds': { values: [{ proxy: 'pl-0123456789abcdef0' }, { proxy: 'pl-0fedcba9876543210' }] },
    applicationPorts: {
      values: [
        { from: 3000, to: 3999 },
        { from: 3000, to: 4999 },
      ],
    },
    'applicationPorts.from': { values: [3000, 3001], with: { applicationPorts: { to: 3999 } } },
    'applicationPorts.to': { values: [3999, 4999], with: { applicationPorts: { from: 3000 } } },
    dataPorts: { values: [{ rds: 5433 }, { rds: 5434 }] },
    'dataPorts.rds': { values: [5433, 5434] },
    'dataPorts.redis': { values: [6380, 6381] },
    flowLogs: { values: [{}, { trafficType: 'ALL' }] },
    'flowLogs.retentionInDays': { values: [60, 90], with: { flowLogs: {} } },
    'flowLogs.kmsKeyArn': { values: [({ key }: Keys) => key, ({ other }: Keys) => other], with: { flowLogs: {} } },
    'flowLogs.trafficType': { values: ['ALL', 'ACCEPT'], with: { flowLogs: {} } },
  },
  replacements: 'The nightly test of the order of changes applies those of a NAT; another VPC is refused.',
});
