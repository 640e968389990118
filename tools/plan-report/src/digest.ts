import { createHash } from 'node:crypto';
import { canonicalJson } from '@restartix/kit';
import type { ReportedChange, ReportedOutput } from './model';

/**
 * Over what changes, not over how it is shown, when or in what order it was planned. Sensitive values are no part of it.
 * Each part is named here: whatever else a report says may change without a new approval.
 */
export function digestOf(changes: readonly ReportedChange[], outputs: readonly ReportedOutput[]): string {
  const what = {
    changes: changes.map(({ address, type, action, previousAddress, reason, attributes }) => ({
      address,
      type,
      action,
      ...(previousAddress ? { previousAddress } : {}),
      ...(reason ? { reason } : {}),
      attributes: attributes.map(({ path, before, after, forcesReplacement }) => ({
        path,
        before,
        after,
        forcesReplacement,
      })),
    })),
    outputs: outputs.map(({ name, before, after }) => ({ name, before, after })),
  };
  return `sha256:${createHash('sha256').update(canonicalJson(what)).digest('hex')}`;
}
