/** Set to 1, it keeps the stack trace of each token and annotation: slower by half, and errors say where a token was made. */
export const STACK_TRACES = 'CDKTF_STACK_TRACES';

/** Whether the environment asks for the traces. */
export const wantsStackTraces = (): boolean => process.env[STACK_TRACES] === '1';

/**
 * Runs work without the stack trace that CDKTF takes for each token, half of the time of a synthesis. CDKTF has no switch
 * for it, but asks for all frames (`Error.stackTraceLimit` at its largest), which nobody else does. Errors keep theirs: V8
 * does not call `Error.captureStackTrace` for them.
 */
export function withoutTokenTraces<T>(work: () => T): T {
  if (wantsStackTraces()) return work();
  const { captureStackTrace } = Error;
  Error.captureStackTrace = function capture(target, below = capture): void {
    if (Error.stackTraceLimit !== Number.MAX_SAFE_INTEGER) captureStackTrace(target, below);
  };
  try {
    return work();
  } finally {
    Error.captureStackTrace = captureStackTrace;
  }
}
