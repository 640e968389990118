import type { AlarmRow } from './alarm-row';
import type { AlarmOverride } from './observability.config';

/** The rows as they are to be made: changed as the config says, without those that are switched off. */
export function withOverrides(
  rows: readonly AlarmRow[],
  overrides: Readonly<Record<string, AlarmOverride>> = {},
): AlarmRow[] {
  return rows
    .filter(({ id }) => overrides[id]?.disabled === undefined)
    .map((row) => ({
      ...row,
      threshold: overrides[row.id]?.threshold ?? row.threshold,
      severity: overrides[row.id]?.severity ?? row.severity,
    }));
}
