/** `unasked`: the account did not say, so it is neither ok nor wrong. */
export type Level = 'ok' | 'warning' | 'failure' | 'unasked';

/** What one question brought to light. */
export interface Finding {
  readonly level: Level;
  /** What was asked about, e.g. `Fargate vCPU`. */
  readonly subject: string;
  readonly message: string;
  /** What to do, mostly a command. */
  readonly fix?: string;
}

export function ok(subject: string, message: string): Finding {
  return { level: 'ok', subject, message };
}

/** The apply works, but something does not afterwards, or not yet. */
export function warning(subject: string, message: string, fix: string): Finding {
  return { level: 'warning', subject, message, fix };
}

/** The apply fails, or what it makes cannot start. */
export function failure(subject: string, message: string, fix: string): Finding {
  return { level: 'failure', subject, message, fix };
}
