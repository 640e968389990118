import type { Row } from './consequence';

/** Load balancers, their listeners and rules. */
export const LOAD_BALANCER_ROWS: readonly Row[] = [];
