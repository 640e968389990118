import { ToolError } from '@restartix/kit';
import { allowDataLossFlag, type PlanReport } from '@restartix/plan-report';
import type { Allowance } from '../environment/configuration';
import type { Options } from './options';

/** What a person allowed: by a flag for this run, or in the environment's code until a day. */
interface Allowed extends Pick<Options, 'env' | 'allowDataLoss'> {
  readonly allowances: readonly Allowance[];
  readonly today?: string;
}

/**
 * Refuses a plan that destroys or replaces what holds data, unless each address is allowed; and a flag for an address that
 * loses nothing, for it is another one than was meant.
 */
export function refuseDataLoss(
  { env, allowDataLoss, allowances, today = new Date().toJSON().slice(0, 10) }: Allowed,
  report: PlanReport,
  again: (flag: string) => string,
): void {
  const unneeded = allowDataLoss.filter((allowed) => !report.dataLoss.some(({ address }) => address === allowed));
  if (unneeded.length > 0) throw mistaken(unneeded, report);
  const allowanceFor = (address: string): Allowance | undefined => allowances.find((each) => each.address === address);
  const isAllowed = (address: string): boolean =>
    allowDataLoss.includes(address) || (allowanceFor(address)?.until ?? '') >= today;
  const refused = report.dataLoss.filter(({ address }) => !isAllowed(address));
  if (refused.length === 0) return;
  const ended = (address: string): string => {
    const allowance = allowanceFor(address);
    return allowance ? ` (the allowance in allow.ts expired on ${allowance.until})` : '';
  };
  const flagged = report.dataLoss.filter(({ address }) => (allowanceFor(address)?.until ?? '') < today);
  throw new ToolError(
    [
      `The plan of ${env} would lose data and needs explicit approval; nothing was applied:`,
      ...refused.map(({ address, action, lost }) => `  ${action} ${address}: ${lost}${ended(address)}`),
    ].join('\n'),
    [
      'To prevent it, change what forces it (plan.html marks the attribute), or keep the resource with a moved block.',
      `To approve it, take a backup and add the address to apps/${env}/src/allow.ts, or for this run only: ${again(allowDataLossFlag(flagged))}`,
    ].join('\n'),
  );
}

function mistaken(unneeded: readonly string[], { changes, dataLoss }: PlanReport): ToolError {
  const why = (allowed: string): string => {
    const change = changes.find(({ address }) => address === allowed);
    return change
      ? `${allowed} is in the plan to ${change.action} it, which loses no data`
      : `${allowed} is not in the plan`;
  };
  const lost = dataLoss.map(({ address }) => address).join(', ');
  return new ToolError(
    `--allow-data-loss (or ALLOW_DATA_LOSS) approves what the plan does not do: ${unneeded.map(why).join('; ')}. Nothing was applied.`,
    `Addresses to approve: ${lost || 'none, this plan loses no data'}. Correct the address or remove it.`,
  );
}
