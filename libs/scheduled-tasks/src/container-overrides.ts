import { literal } from '@restartix/core';
import type { ScheduledTask } from './scheduled-tasks.config';

/** What RunTask is told of the container, as JSON; undefined when the task definition stays as it is. */
export function containerOverrides({ runs, command = [], environment = {} }: ScheduledTask): string | undefined {
  const variables = Object.entries(environment).map(([name, value]) => ({ name, value: literal(value) }));
  if (command.length === 0 && variables.length === 0) return undefined;
  return JSON.stringify({
    containerOverrides: [
      {
        name: runs.containerName,
        ...(command.length > 0 ? { command: command.map(literal) } : {}),
        ...(variables.length > 0 ? { environment: variables } : {}),
      },
    ],
  });
}
