export interface Point {
  readonly x: number;
  readonly y: number;
}

export const LINE = 17;
export const PADDING = 12;
/** The height of a group's title. */
export const TITLE = 20;
export const NAME_SIZE = 14;
export const FACT_SIZE = 12;

const NARROW = /[iljtfr.,:;|!'()[\]/ -]/g;

/** About how wide a text is: no fonts are at hand where it is drawn, and they differ where it is seen, so with room to spare. */
export function widthOf(text: string, size: number): number {
  const narrow = text.match(NARROW)?.length ?? 0;
  return size * (narrow * 0.44 + (text.length - narrow) * 0.68);
}
