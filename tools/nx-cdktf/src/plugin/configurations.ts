import { asked, type Nodes } from './asked';

/**
 * Nx ignores a configuration that a target does not have, so `staging:deploy:locl` would run in the account.
 * @param words - what was typed behind `nx`, without what is passed on to the task
 * @throws Error for a command of an environment with a configuration that it does not have
 */
export function checkConfigurations(words: readonly string[], flag: string | undefined, nodes: () => Nodes): void {
  for (const { project, target, configuration, definition } of asked(words, flag, nodes, true)) {
    const allowed = Object.keys(definition.configurations ?? {});
    if (configuration === undefined || allowed.length === 0 || allowed.includes(configuration)) continue;
    const task = `${project}:${target}`;
    throw new Error(
      `${task}: configuration "${configuration}" is not possible (allowed: ${allowed.join(', ')}). ` +
        `Run npx nx run ${task}:${allowed[0]}, or npx nx run ${task} for the cloud account.`,
    );
  }
}
