import { ToolError } from '@restartix/kit';
import { ECSClient } from '@aws-sdk/client-ecs';
import { readJson } from '../../environment/configuration';
import { openEnvironment } from '../open-environment';
import type { Options } from '../options';
import { configuredServices } from '../../rollout/configured-services';
import { watchRollout, type Outcome } from '../../rollout/watch';
import { say } from '../say';
import { stateAttributes } from '../../state/resources';

/** What ECS takes for a service behind a load balancer, and once more. */
const TIMEOUT_MINUTES = 20;

/** Waits for the services of an environment to be stable; a deployment that failed or was rolled back is a failure. */
export async function verifyRollout(options: Options): Promise<number> {
  const { session } = await openEnvironment(options);
  const services = configuredServices(readJson(session.paths));
  if (services.length === 0) {
    say(`${options.env} has no services.`);
    return 0;
  }
  const arns = await stateAttributes(session, 'aws_ecs_task_definition', 'arn');
  const minutes = options.timeout ?? TIMEOUT_MINUTES;
  const outcomes = await watchRollout(
    new ECSClient(session.sdk),
    services.map(({ cluster, name, taskDefinition }) => ({
      cluster,
      name,
      taskDefinitionArn: taskDefinition === undefined ? undefined : arns.get(taskDefinition),
    })),
    { timeoutMs: minutes * 60_000, pollMs: session.target === 'local' ? 200 : 5000, onChange: say },
  );
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
