export interface ToolErrorOptions {
  /** @default 1 */
  readonly exitCode?: number;
  readonly cause?: unknown;
}

/** A failure that a person can fix: what is wrong, and a hint what to do about it. */
export class ToolError extends Error {
  readonly exitCode: number;

  constructor(
    readonly what: string,
    readonly hint: string,
    { exitCode = 1, cause }: ToolErrorOptions = {},
  ) {
    super(`${what}\nhint: ${hint}`, { cause });
    this.name = new.target.name;
    this.exitCode = exitCode;
  }
}
