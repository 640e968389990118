import type { Policy } from './policy';
import { planSize } from './rules/plan-size';
import { publicIngress } from './rules/public-ingress';
import { trust } from './rules/trust';

/** Every policy, in the order in which they are told. */
export const POLICIES: readonly Policy[] = [publicIngress, trust, planSize];
