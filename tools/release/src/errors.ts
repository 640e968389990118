/** A failure that a person can mend: what is wrong, and what to do about it. */
export class ReleaseError extends Error {
  constructor(
    readonly what: string,
    readonly mend: string,
  ) {
    super(`${what}\n${mend}`);
    this.name = 'ReleaseError';
  }
}
