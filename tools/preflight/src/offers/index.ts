import type { Group } from '../check';
import { cacheEngineCheck, cacheNodeCheck } from './caches';
import { databasesCheck } from './databases';
import { instancesCheck } from './instances';

export const offers: Group = {
  name: 'versions and sizes',
  checks: [databasesCheck, cacheEngineCheck, cacheNodeCheck, instancesCheck],
};
