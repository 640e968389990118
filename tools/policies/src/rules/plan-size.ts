import type { Policy } from '../policy';

/** More than a reviewer reads one by one. */
const MOST = 25;

/** A plan that destroys much is one that is reviewed in parts. */
export const planSize: Policy = {
  name: 'plan-size',
  check: ({ counts }) => {
    const gone = counts.destroy + counts.replace;
    if (gone <= MOST) return [];
    const message = `destroys or replaces ${String(gone)} resources, more than ${String(MOST)}. Split the change, so that each part is reviewed.`;
    return [{ severity: 'warning', message }];
  },
};
