import type { PlannedChange, Row } from './consequence';

/**
 * An interruption that starts with the apply and may last longer than this needs a person's approval: the longest that AWS
 * gives for the failover of a Multi-AZ database, which environments live through in every maintenance window.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZ.Failover.html ("typically 60–120 seconds")
 */
export const LONGEST_FAILOVER_SECONDS = 120;

/** Whether `deploy` refuses it unless a person approved it. A duration that nobody documents counts as long. */
export function needsApproval(row: Row, change: PlannedChange): boolean {
  if (row.kind === 'data-lost') return true;
  if (row.kind !== 'interrupted' || (row.starts?.(change) ?? 'at once') !== 'at once') return false;
  return row.lasts === 'not documented' || row.lasts.seconds > LONGEST_FAILOVER_SECONDS;
}
