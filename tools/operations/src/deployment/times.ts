import { ToolError } from '@restartix/kit';
import type { Context } from '../context';
import { TIMEOUT_MINUTES } from '../rollout/watch';

export interface Times {
  /** Minutes for the rollout of services. */
  readonly rolloutMinutes: number;
  /** Minutes for each job. */
  readonly jobMinutes: number;
  readonly pollMs: number;
}

export const TIME_OPTIONS = { wait: { type: 'string' }, 'job-timeout': { type: 'string' } } as const;

// The session of the role `deploy` lasts an hour.
const JOB_MINUTES = 30;

interface Given {
  readonly wait?: string | undefined;
  readonly 'job-timeout'?: string | undefined;
}

export function timesOf({ target }: Pick<Context, 'target'>, { wait, 'job-timeout': job }: Given): Times {
  return {
    rolloutMinutes: wait === undefined ? TIMEOUT_MINUTES : minutes('wait', wait),
    jobMinutes: job === undefined ? JOB_MINUTES : minutes('job-timeout', job),
    pollMs: target === 'local' ? 200 : 5000,
  };
}

function minutes(option: string, text: string): number {
  const value = Number(text);
  if (value > 0 && Number.isFinite(value)) return value;
  throw new ToolError(`--${option} "${text}" is not a number of minutes above 0.`, `e.g. --${option}=30`);
}
