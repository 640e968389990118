import { ToolError } from '@restartix/kit';

export function isDigest(value: unknown): value is string {
  return typeof value === 'string' && /^sha256:[0-9a-f]{64}$/.test(value);
}

/** @throws ToolError for any other text. */
export function requireDigest(value: string): string {
  if (isDigest(value)) return value;
  throw new ToolError(
    `${JSON.stringify(value)} is not a digest (allowed: sha256: and 64 hexadecimal digits).`,
    'Copy it from the second line of the plan.',
  );
}
