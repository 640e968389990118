import type { Check } from '../check';
import type { Context } from '../context';
import { failure, ok, type Finding } from '../finding';
import { increase, quotaValue, type QuotaName } from './service-quotas';

/** A quota on how many of a thing there may be. */
export interface Counted extends QuotaName {
  readonly subject: string;
  readonly needs: (context: Context) => number;
  /** What others in the account have of it; without it the quota is for this environment alone. */
  readonly used?: (context: Context) => Promise<number>;
  /** Where the quota is kept, when it is one of the whole account. */
  readonly region?: (context: Context) => string;
}

/** Needs and what others use fit into the quota. */
export function countedCheck({ subject, needs, used, region: regionOf, ...name }: Counted): Check {
  return {
    subject,
    concerns: (context) => needs(context) > 0,
    run: async (context) => {
      const region = regionOf?.(context) ?? context.region;
      const needed = needs(context);
      const others = await used?.(context);
      const quota = await quotaValue(context.aws.quotas(region), name);
      const total = needed + (others ?? 0);
      return [total <= quota ? ok(subject, words(needed, others, quota)) : exceeded(total)];

      function exceeded(wanted: number): Finding {
        return failure(subject, words(needed, others, quota), increase(name, wanted, region));
      }
    },
  };
}

function words(needs: number, others: number | undefined, quota: number): string {
  return `needs ${needs}${others === undefined ? '' : `, others use ${others}`}, quota ${quota}`;
}
