import { account } from './account/account';
import type { Group } from './check';
import { quotas } from './quotas';
import { values } from './values';

/** In the order in which they are reported. */
export const GROUPS: readonly Group[] = [account, quotas, values];
