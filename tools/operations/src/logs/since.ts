import { ToolError } from '@restartix/kit';

const UNITS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** As `aws logs tail` takes it: `10m` ago, or a moment, `2026-11-28T03:00:00Z`. */
export function since(text: string, now: Date): Date {
  const { count, unit } = /^(?<count>\d+)(?<unit>[smhdw])$/.exec(text)?.groups ?? {};
  const at = count === undefined ? new Date(text) : new Date(now.getTime() - Number(count) * UNITS[unit!]!);
  if (!Number.isNaN(at.getTime())) return at;
  throw new ToolError(
    `--since "${text}" is not a time (allowed: 30s, 10m, 2h, 1d, 1w, or a moment such as ${now.toISOString()}).`,
    'Give one of these.',
  );
}
