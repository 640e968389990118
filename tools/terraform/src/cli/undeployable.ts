import { ToolError } from '@restartix/kit';
import type { PlanReport } from '@restartix/plan-report';

/** Why AWS would refuse a plan half-way, whatever the order: known before anything is touched. */
export function undeployable(env: string, { changes, refusals }: PlanReport): ToolError | undefined {
  if (refusals.length === 0) return undefined;
  const forcedBy = (address: string): string => {
    const attributes = changes.find((change) => change.address === address)?.attributes ?? [];
    const forcing = attributes.filter(({ forcesReplacement }) => forcesReplacement).map(({ path }) => path);
    return forcing.length > 0 ? ` (${forcing.join(', ')})` : '';
  };
  return new ToolError(
    [
      `AWS would refuse the plan of ${env} half-way; nothing was applied:`,
      ...refusals.map(({ action, address, text }) => `  ${action} ${address}${forcedBy(address)}: ${text}`),
    ].join('\n'),
    [...new Set(refusals.map(({ steps }) => steps))].join('\n'),
  );
}
