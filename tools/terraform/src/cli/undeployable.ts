import { ToolError } from '@restartix/kit';
import { consequencesIn, type PlanReport } from '@restartix/plan-report';

/** Why AWS would refuse a plan half-way, whatever the order: known before anything is touched. */
export function undeployable(env: string, report: PlanReport): ToolError | undefined {
  const refusals = consequencesIn(report, 'refused-by-aws');
  if (refusals.length === 0) return undefined;
  const forcedBy = (address: string): string => {
    const attributes = report.changes.find((change) => change.address === address)?.attributes ?? [];
    const forcing = attributes.filter(({ forcesReplacement }) => forcesReplacement).map(({ path }) => path);
    return forcing.length > 0 ? ` (${forcing.join(', ')})` : '';
  };
  return new ToolError(
    [
      `AWS would refuse the plan of ${env} half-way; nothing was applied:`,
      ...refusals.map(({ action, address, text }) => `  ${action} ${address}${forcedBy(address)}: ${text}`),
    ].join('\n'),
    [...new Set(refusals.flatMap(({ steps }) => steps ?? []))].join('\n'),
  );
}
