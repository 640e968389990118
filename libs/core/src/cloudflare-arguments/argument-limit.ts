/** What the Cloudflare provider takes for an argument. */
export type ArgumentLimit =
  | {
      /** The values; text in any case. */
      readonly oneOf: readonly (string | number)[];
    }
  | {
      /** The least. */
      readonly min: number;
      /** The most. */
      readonly max: number;
      /** Values beside the range. @default [] */
      readonly or?: readonly number[];
    };

/** The limit as text. */
export function textOf(limit: ArgumentLimit): string {
  if ('oneOf' in limit) return limit.oneOf.join(', ');
  return [...(limit.or ?? []), `${limit.min} to ${limit.max}`].join(', or ');
}

export function allows(limit: ArgumentLimit, value: unknown): boolean {
  if ('oneOf' in limit) {
    return limit.oneOf.some((each) => String(each).toLowerCase() === String(value).toLowerCase());
  }
  const number = Number(value);
  return limit.or?.includes(number) === true || (number >= limit.min && number <= limit.max);
}
