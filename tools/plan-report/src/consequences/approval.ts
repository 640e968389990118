import type { PlannedChange, Row } from './consequence';
import { LONGEST_FAILOVER_SECONDS } from './longest-failover';

/**
 * Whether `deploy` refuses it unless a person approved it: a loss of data, and an interruption that starts with the apply and
 * may last longer than a failover. A duration that nobody documents counts as longer. What waits for the maintenance window or
 * for a reboot is reported alone: somebody chose that time for it.
 */
export function needsApproval(row: Row, change: PlannedChange): boolean {
  if (row.kind === 'data-lost') return true;
  if (row.kind !== 'interrupted' || (row.starts?.(change) ?? 'at once') !== 'at once') return false;
  return typeof row.lasts === 'string' || row.lasts.seconds > LONGEST_FAILOVER_SECONDS;
}
