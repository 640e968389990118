/** A failure that a person can mend: what is wrong, and what to do about it. */
export class PackagesError extends Error {
  readonly exitCode = 1;

  constructor(
    readonly what: string,
    readonly mend: string,
  ) {
    super(`${what}\n${mend}`);
    this.name = 'PackagesError';
  }
}
