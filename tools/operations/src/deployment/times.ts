import { minutes } from '@restartix/kit';
import type { Context } from '../context';
import { TIMEOUT_MINUTES } from '../rollout/watch';

export interface Times {
  /** Minutes for the rollout of services. */
  readonly rolloutMinutes: number;
  /** Minutes for each job. */
  readonly jobMinutes: number;
  readonly pollMs: number;
}

interface Given {
  readonly wait: number;
  readonly jobTimeout: number;
}

// The session of the role `deploy` lasts an hour.
const JOB_MINUTES = 30;

export const TIMES = {
  wait: ['--wait <minutes>', 'for the rollout of services', minutes(), TIMEOUT_MINUTES],
  job: ['--job-timeout <minutes>', 'for each job', minutes(), JOB_MINUTES],
} as const;

export function timesOf({ target }: Pick<Context, 'target'>, { wait, jobTimeout }: Given): Times {
  return { rolloutMinutes: wait, jobMinutes: jobTimeout, pollMs: target === 'local' ? 200 : 5000 };
}
