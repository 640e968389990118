/** Why no answer can be given: what is wrong, and what to do about it. It is never taken for "nothing is reached". */
export class AffectedError extends Error {
  readonly exitCode = 1;

  constructor(
    readonly what: string,
    readonly mend: string,
  ) {
    super(`${what}\n${mend}`);
    this.name = 'AffectedError';
  }
}
