import { TerraformToolError } from '../errors';
import type { Options } from '../options';
import { isProtected } from '../protected';
import { allowing, STATEFUL } from '../report/data-loss';
import type { PlanReport } from '../report/plan-report';

type Allowed = Pick<Options, 'env' | 'allowDataLoss'>;

/**
 * Refuses a plan that destroys or replaces what holds data, in an environment where that matters, unless each address is
 * allowed; and an allowed address that loses nothing, in every environment, for it is another one than was meant.
 */
export function refuseDataLoss(
  { env, allowDataLoss }: Allowed,
  report: PlanReport,
  again: (flag: string) => string,
): void {
  const unneeded = allowDataLoss.filter((allowed) => !report.dataLoss.some(({ address }) => address === allowed));
  if (unneeded.length > 0) throw mistaken(unneeded, report);
  const refused = report.dataLoss.filter(({ address }) => !allowDataLoss.includes(address));
  if (!isProtected(env) || refused.length === 0) return;
  throw new TerraformToolError(
    [
      `The plan of ${env} would lose data, and nothing was applied:`,
      ...refused.map(({ address, action, lost }) => `  ${action} ${address}: ${lost}`),
    ].join('\n'),
    [
      'If it must not happen, change what forces it (plan.html marks the attribute), or keep the resource by a moved block.',
      `If it is meant, take a backup and allow it by address: ${again(allowing(report.dataLoss))}`,
    ].join('\n'),
  );
}

function mistaken(unneeded: readonly string[], { changes, dataLoss }: PlanReport): TerraformToolError {
  const why = (allowed: string): string => {
    const change = changes.find(({ address }) => address === allowed);
    if (!change) return `${allowed} is not in the plan`;
    return change.type in STATEFUL
      ? `${allowed} is in the plan to ${change.action} it, which loses nothing`
      : `${allowed} holds no data and needs no leave`;
  };
  const lost = dataLoss.map(({ address }) => address).join(', ');
  return new TerraformToolError(
    `--allow-data-loss (or ALLOW_DATA_LOSS) allows what the plan does not do: ${unneeded.map(why).join('; ')}. Nothing was applied.`,
    `Allowed can be: ${lost || 'nothing, for this plan loses no data'}. Correct the address, or leave it out.`,
  );
}
