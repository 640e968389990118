/** An address for which a policy's error is not one, with the reason and the last day (`YYYY-MM-DD`, UTC). */
export interface Exception {
  readonly policy: string;
  readonly address: string;
  readonly reason: string;
  readonly until: string;
}

export const EXCEPTIONS: readonly Exception[] = [];
