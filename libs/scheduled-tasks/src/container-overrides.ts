import { jsonOf } from '@restartix/core';
import type { ScheduledTask } from './scheduled-tasks.config';

/** What RunTask is told of the container, as JSON; undefined when the task definition stays as it is. */
export function containerOverrides({ runs, command = [], environment = {} }: ScheduledTask): string | undefined {
  const variables = Object.entries(environment).map(([name, value]) => ({ name, value }));
  if (command.length === 0 && variables.length === 0) return undefined;
  return jsonOf({
    containerOverrides: [
      {
        name: runs.containerName,
        ...(command.length > 0 ? { command: command } : {}),
        ...(variables.length > 0 ? { environment: variables } : {}),
      },
    ],
  });
}
