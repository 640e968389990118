import type { ProjectGraph, TargetConfiguration } from '@nx/devkit';
import { COMMANDS } from './commands';

export type Nodes = Readonly<ProjectGraph['nodes']>;

const TARGETS = Object.keys(COMMANDS).join('|');
const TASK = new RegExp(`^(?:(?<project>.+?):)?(?<target>${TARGETS})(?::(?<configuration>[^:]+))?$`);

/** A command of an environment, as it was asked for. */
export interface Asked {
  readonly project: string;
  readonly target: string;
  readonly configuration: string | undefined;
  readonly definition: TargetConfiguration;
}

/**
 * The commands of environments that Nx was asked for.
 * @param words - what was typed behind `nx`, without what is passed on to the task
 * @param flag - the value of `--configuration`
 * @param configured - only those with a configuration
 */
export function asked(
  words: readonly string[],
  flag: string | undefined,
  nodes: () => Nodes,
  configured = false,
): Asked[] {
  const parts = words.flatMap((word) => word.split(/[=,]/)).filter((part) => part !== flag);
  return parts.flatMap((part) => {
    const { project, target, configuration = flag } = TASK.exec(part)?.groups ?? {};
    if (target === undefined || (configured && configuration === undefined)) return [];
    const named = [project, ...parts].filter((name) => name !== undefined && name in nodes());
    // A pattern may select any project.
    const candidates = named.length > 0 ? named : Object.keys(nodes());
    return candidates.flatMap((name) => commandOf(name!, target, configuration, nodes()) ?? []);
  });
}

/** Whether a task (`staging:plan:local`) is a command of an environment. */
export function isCommand(task: string, nodes: () => Nodes): boolean {
  const { project, target } = TASK.exec(task)?.groups ?? {};
  return project !== undefined && commandOf(project, target!, undefined, nodes()) !== undefined;
}

function commandOf(
  project: string,
  target: string,
  configuration: string | undefined,
  nodes: Nodes,
): Asked | undefined {
  const definition = nodes[project]?.data.targets?.[target];
  const isOurs = definition?.metadata?.technologies?.includes('cdktf') === true;
  return isOurs ? { project, target, configuration, definition } : undefined;
}
