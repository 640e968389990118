/** One thing that was looked at. */
export interface Finding {
  readonly ok: boolean;
  /** On one line, for people: what it is, and how it is. */
  readonly words: string;
  /** What to do, where it is not ok. */
  readonly fix?: string;
}
