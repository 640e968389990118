import { DatabaseRds } from '@restartix/database-rds';
import { aroundData, DATABASE_INPUTS } from './around-data';
import { updateBehavior } from './rows';

export const databaseRds = updateBehavior({
  module: 'database-rds',
  construct: DatabaseRds,
  given: aroundData,
  base: ({ vpcId, subnetIds, groups: [group] }) => ({
    instanceClass: 'db.t4g.medium',
    allocatedStorage: 20,
    maxAllocatedStorage: 100,
    multiAz: false,
    backupRetentionPeriod: 7,
    deletionProtection: false,
    vpcId,
    subnetIds: subnetIds.slice(0, 2),
    securityGroupIds: [group],
  }),
  replacements: 'an instance takes minutes to make',
  inputs: {
    ...DATABASE_INPUTS,
    instanceClass: { values: ['db.t4g.medium', 'db.t4g.large'] },
    allocatedStorage: { values: [20, 40] },
    maxAllocatedStorage: { values: [100, 200] },
    multiAz: { values: [false, true] },
    backupRetentionPeriod: { values: [7, 14] },
    engineVersion: { values: ['16.11', '17'] },
    replicas: { values: [{ reports: {} }, { analysts: {} }] },
    'replicas.*.instanceClass': { values: ['db.t4g.large', 'db.t4g.xlarge'], with: { replicas: { reports: {} } } },
    'replicas.*.multiAz': { values: [true, false], with: { replicas: { reports: {} } } },
    snapshots: { values: [['before-a'], ['before-b']] },
  },
});
