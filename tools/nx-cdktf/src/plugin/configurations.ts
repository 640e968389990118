import type { ProjectGraph } from '@nx/devkit';
import { COMMANDS } from './commands';

type Nodes = Readonly<ProjectGraph['nodes']>;

const TARGETS = Object.keys(COMMANDS).join('|');
const TASK = new RegExp(`^(?:(?<project>.+?):)?(?<target>${TARGETS})(?::(?<configuration>[^:]+))?$`);

/**
 * Nx ignores a configuration that a target does not have, so `staging:deploy:locl` would run in the account.
 * @param words - what was typed behind `nx`, without what is passed on to the task
 * @throws Error for a command of an environment with a configuration that it does not have
 */
export function checkConfigurations(words: readonly string[], flag: string | undefined, nodes: () => Nodes): void {
  const parts = words.flatMap((word) => word.split(/[=,]/)).filter((part) => part !== flag);
  for (const part of parts) {
    const { project, target, configuration = flag } = TASK.exec(part)?.groups ?? {};
    if (target === undefined || configuration === undefined) continue;
    const named = [project, ...parts].filter((name) => name !== undefined && name in nodes());
    // A pattern may select any project.
    const candidates = named.length > 0 ? named.map((name) => nodes()[name!]) : Object.values(nodes());
    for (const node of candidates) {
      const { metadata, configurations = {} } = node?.data.targets?.[target] ?? {};
      const allowed = Object.keys(configurations);
      if (!metadata?.technologies?.includes('cdktf') || allowed.length === 0 || allowed.includes(configuration))
        continue;
      const task = `${node!.name}:${target}`;
      throw new Error(
        `${task}: configuration "${configuration}" is not possible (allowed: ${allowed.join(', ')}). ` +
          `Run npx nx run ${task}:${allowed[0]}, or npx nx run ${task} for the cloud account.`,
      );
    }
  }
}
