import type { CostItem, Term } from './arithmetic';
import type { PriceName } from './prices';

/** What a library's README says of costs: examples by the month, and prices of what use decides. */
export interface ModuleCosts {
  readonly items: readonly CostItem[];
  readonly byUse: readonly PriceName[];
}

const of = (quantity: number, price: PriceName): Term => ({ quantity, price });
const NAT_INSTANCE = [of(1, 't4g.nano'), of(8, 'gp3'), of(1, 'publicIpv4')];
const NAT_GATEWAY = [of(1, 'natGateway'), of(1, 'publicIpv4')];

/** By the library's folder. What is not here is free of charge, and its README says so. */
export const MODULE_COSTS: Readonly<Record<string, ModuleCosts>> = {
  'app-secrets': { items: [{ what: 'A secret', terms: [of(1, 'secret')] }], byUse: ['secretReads'] },
  'cache-redis': {
    items: [
      { what: 'One node `cache.t4g.micro`', terms: [of(1, 'cache.t4g.micro')] },
      { what: 'Two nodes `cache.t4g.small`: a primary and its replica', terms: [of(2, 'cache.t4g.small')] },
      { what: 'The secret of the token', terms: [of(1, 'secret')] },
    ],
    byUse: ['cacheSnapshot', 'logs'],
  },
  'container-registry': {
    items: [{ what: '30 images of 200 MB with common layers, about 1 GB', terms: [of(1, 'images')] }],
    byUse: ['images'],
  },
  'database-aurora-serverless': {
    items: [
      { what: 'Paused', terms: [of(0, 'acu')] },
      { what: 'Awake at 0.5 ACU all month', terms: [of(0.5, 'acu')] },
      { what: 'Awake at 2 ACU all month', terms: [of(2, 'acu')] },
      { what: '10 GB of data', terms: [of(10, 'auroraStorage')] },
      { what: 'The secret of the master password', terms: [of(1, 'secret')] },
    ],
    byUse: ['auroraIo', 'logs'],
  },
  'database-rds': {
    items: [
      { what: '`db.t4g.medium`', terms: [of(1, 'db.t4g.medium')] },
      { what: '`db.t4g.medium` with a standby', terms: [of(2, 'db.t4g.medium')] },
      { what: '100 GB with a standby', terms: [of(200, 'rdsGp3')] },
      { what: 'The secret of the master password', terms: [of(1, 'secret')] },
    ],
    byUse: ['logs'],
  },
  'ecs-cluster': {
    items: [{ what: 'The private zone', terms: [of(1, 'hostedZone')] }],
    byUse: ['metric', 'logs'],
  },
  'ecs-service': {
    items: [
      { what: 'A task of 0.5 vCPU and 1 GB', terms: [of(0.5, 'fargateVcpu'), of(1, 'fargateGb')] },
      { what: 'The same on ARM64', terms: [of(0.5, 'fargateArmVcpu'), of(1, 'fargateArmGb')] },
      { what: 'A task’s name in Cloud Map', terms: [of(1, 'discovery')] },
    ],
    byUse: ['logs'],
  },
  'email-ses': { items: [{ what: '10,000 messages', terms: [of(10, 'email')] }], byUse: ['email'] },
  'encryption-key': {
    items: [
      { what: 'The key', terms: [of(1, 'kmsKey')] },
      { what: 'After two rotations or more', terms: [of(3, 'kmsKey')] },
    ],
    byUse: ['kmsRequests'],
  },
  'load-balancer': {
    items: [
      { what: 'The load balancer', terms: [of(1, 'loadBalancer')] },
      { what: 'Its public addresses, one in each of two zones', terms: [of(2, 'publicIpv4')] },
      {
        what: 'A capacity unit: 25 new connections a second, 3,000 open ones, or 1 GB an hour',
        terms: [of(1, 'loadBalancerUnit')],
      },
      { what: '10 GB of access logs', terms: [of(10, 's3Standard')] },
    ],
    byUse: [],
  },
  network: {
    items: [
      { what: 'NAT instance', terms: NAT_INSTANCE },
      { what: 'NAT gateway', terms: NAT_GATEWAY },
      { what: 'Interface endpoint, each in each zone', terms: [of(1, 'interfaceEndpoint')] },
      {
        what: 'One NAT instance and five endpoints in two zones, as in staging',
        terms: [...NAT_INSTANCE, of(10, 'interfaceEndpoint')],
      },
      {
        what: 'One NAT gateway and five endpoints in two zones, as in production',
        terms: [...NAT_GATEWAY, of(10, 'interfaceEndpoint')],
      },
    ],
    byUse: ['natGatewayGb', 'interfaceEndpointGb', 'logs'],
  },
  observability: {
    items: [
      { what: '50 alarms', terms: [of(50, 'alarm')] },
      { what: 'Four dashboards', terms: [of(4, 'dashboard')] },
    ],
    byUse: [],
  },
  'scheduled-tasks': {
    items: [
      {
        what: 'A task of 0.25 vCPU and 0.5 GB each minute: less than a minute is billed as one',
        terms: [of(0.25, 'fargateVcpu'), of(0.5, 'fargateGb')],
      },
      {
        what: 'The same every five minutes',
        terms: [of(0.05, 'fargateVcpu'), of(0.1, 'fargateGb')],
      },
    ],
    byUse: ['logs'],
  },
  'storage-backups': {
    items: [
      { what: 'The key', terms: [of(1, 'kmsKey')] },
      { what: '1 TB in Glacier Instant Retrieval', terms: [of(1000, 's3GlacierInstant')] },
      { what: '1 TB in Deep Archive', terms: [of(1000, 's3DeepArchive')] },
    ],
    byUse: ['logs'],
  },
  'storage-s3': {
    items: [
      { what: '1 TB in Standard, an archive’s first quarter', terms: [of(1000, 's3Standard')] },
      { what: '1 TB in Glacier Instant Retrieval, the rest of its first year', terms: [of(1000, 's3GlacierInstant')] },
      { what: '1 TB in Deep Archive, from then on', terms: [of(1000, 's3DeepArchive')] },
    ],
    byUse: ['s3Writes'],
  },
  'tfstate-backend': {
    items: [{ what: '20 versions of a state of 500 kB', terms: [of(0.01, 's3Standard')] }],
    byUse: ['s3Writes'],
  },
};
