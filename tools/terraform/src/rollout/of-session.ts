import { ECSClient } from '@aws-sdk/client-ecs';
import { watchRollout, type Outcome } from '@restartix/operations';
import { readJson } from '../environment/configuration';
import type { Session } from '../run/session';
import { stateAttributes } from '../state/resources';
import { configuredServices } from './configured-services';

/** Waits until every service of an environment is stable or failed. */
export async function rolloutOf(
  session: Session,
  minutes: number,
  onChange: (line: string) => void,
): Promise<Outcome[]> {
  const services = configuredServices(readJson(session.paths));
  if (services.length === 0) return [];
  const arns = await stateAttributes(session, 'aws_ecs_task_definition', 'arn');
  return watchRollout(
    new ECSClient(session.sdk),
    services.map(({ cluster, name, taskDefinition }) => ({
      cluster,
      name,
      taskDefinitionArn: taskDefinition === undefined ? undefined : arns.get(taskDefinition),
    })),
    { timeoutMs: minutes * 60_000, pollMs: session.target === 'local' ? 200 : 5000, onChange },
  );
}
