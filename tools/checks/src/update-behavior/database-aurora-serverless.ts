import { DatabaseAuroraServerless } from '@restartix/database-aurora-serverless';
import { aroundData, DATABASE_INPUTS } from './around-data';
import { updateBehavior } from './rows';

export const databaseAuroraServerless = updateBehavior({
  module: 'database-aurora-serverless',
  construct: DatabaseAuroraServerless,
  given: aroundData,
  base: ({ vpcId, subnetIds, groups: [group] }) => ({
    minCapacity: 0.5,
    maxCapacity: 2,
    deletionProtection: false,
    vpcId,
    subnetIds: subnetIds.slice(0, 2),
    securityGroupIds: [group],
  }),
  replacements: 'a cluster takes minutes to make',
  inputs: {
    ...DATABASE_INPUTS,
    minCapacity: { values: [0.5, 1] },
    maxCapacity: { values: [2, 4] },
    enableScaleToZero: { values: [false, true] },
    secondsUntilAutoPause: { values: [300, 600], with: { minCapacity: 0 } },
    backupRetentionPeriod: { values: [8, 14] },
    engineVersion: { values: ['16.8', '17'] },
    readers: { values: [{ reports: {} }, { analysts: {} }] },
    'readers.*.promotionTier': { values: [2, 3], with: { readers: { reports: {} } } },
  },
});
