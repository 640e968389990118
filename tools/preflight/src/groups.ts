import { account } from './account/account';
import type { Group } from './check';
import { edge } from './cloudflare';
import { offers } from './offers';
import { pipeline } from './pipeline';
import { quotas } from './quotas';
import { values } from './values';

/** In the order in which they are reported. */
export const GROUPS: readonly Group[] = [account, pipeline, quotas, offers, values, edge];
