import { createHash } from 'node:crypto';
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
  return `sha256:${createHash('sha256').update(canonical(what)).digest('hex')}`;
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(',')}}`;
}
