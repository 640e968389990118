import { ToolError } from '@restartix/kit';
import { TIMEOUT_MINUTES, type Outcome } from '@restartix/operations';
import { rolloutOf } from '../../rollout/of-session';
import { openEnvironment } from '../open-environment';
import type { Options } from '../options';
import { say } from '../say';

/** Waits for the services of an environment to be stable; a deployment that failed or was rolled back is a failure. */
export async function verifyRollout(options: Options): Promise<number> {
  const { session } = await openEnvironment(options);
  const minutes = options.timeout ?? TIMEOUT_MINUTES;
  const outcomes = await rolloutOf(session, minutes, say);
  if (outcomes.length === 0) {
    say(`${options.env} has no services.`);
    return 0;
  }
  const bad = outcomes.filter(({ state }) => state !== 'stable');
  if (bad.length > 0) throw failure(options.env, bad, minutes);
  console.log(`${options.env}: ${outcomes.length} services are stable`);
  return 0;
}

function failure(env: string, bad: readonly Outcome[], minutes: number): ToolError {
  const lines = bad.flatMap(({ name, state, words, stopped }) => [
    `  ${name}: ${state === 'waiting' ? `is not stable after ${minutes} min: ` : ''}${words}`,
    ...stopped.map((reason) => `    a task stopped: ${reason}`),
  ]);
  return new ToolError(
    [`The rollout of ${env} failed for ${bad.length === 1 ? 'one service' : `${bad.length} services`}:`, ...lines].join(
      '\n',
    ),
    'What ran before the deployment still takes the traffic. Check the service’s log (/ecs/… in CloudWatch), fix the image or its configuration, and deploy again.',
  );
}
