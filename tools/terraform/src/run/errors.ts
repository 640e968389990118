/** What kind of failure it is, where another part of the tool acts on it. */
export type ErrorKind = 'state-bucket-missing' | 'locked' | 'interrupted' | 'other';

/** A failure that a person can fix: what is wrong, and what to do about it. */
export class TerraformToolError extends Error {
  readonly exitCode: number;

  constructor(
    readonly what: string,
    readonly hint: string,
    readonly kind: ErrorKind = 'other',
  ) {
    super(`${what}\n${hint}`);
    this.name = 'TerraformToolError';
    this.exitCode = kind === 'interrupted' ? 130 : 1;
  }
}
