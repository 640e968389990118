import type { TargetConfiguration } from '@nx/devkit';
import { describeTarget } from './target-metadata';
import { terraformTargets } from './terraform-targets';

/** Where an environment stands in the workspace, and what runs Terraform for it. */
export interface EnvTargetsContext {
  /** The environment's name, e.g. `staging`: the name of its folder. */
  readonly env: string;
  /** The command that synthesizes, as the `cdktf.json` says it. */
  readonly app: string;
  /**
   * What the targets run, e.g. `node tools/terraform/dist/cli.js`; gets the command and the env. Without one, Terraform
   * itself is run.
   */
  readonly runner: string | undefined;
  /** Terraform itself, e.g. `terraform` or `tofu`. */
  readonly terraform: string;
  /** Projects that must be built before the runner runs. */
  readonly runnerProjects: readonly string[];
  /** The environment that holds the state bucket; a local run applies it first. */
  readonly bootstrapEnv: string | undefined;
  /** Names of npm packages that a synthesis depends on. */
  readonly packages: readonly string[];
  /** The named input that a project's sources are: `production`, where the workspace has one. */
  readonly sources: string;
  /** Fileset of the plugin's own sources where it is part of the workspace. */
  readonly pluginSources: string | undefined;
}

interface EnvCommand {
  readonly name: string;
  readonly description: string;
  /** Reads the synthesized configuration and nothing else: the same for every target, and in need of no state bucket. */
  readonly synthesisOnly?: boolean;
}

/**
 * The commands of an environment. None is cached: they read or change what is outside the workspace, say what comes next by
 * the clock, or write where no cache may look.
 */
export const ENV_COMMANDS: readonly EnvCommand[] = [
  { name: 'init', description: 'Prepares the working folder: provider, backend.' },
  { name: 'validate', description: 'Checks the synthesized configuration against the provider.' },
  { name: 'plan', description: 'Plans to a file, with a summary as text, JSON, Markdown and HTML.' },
  { name: 'deploy', description: 'Plans, shows, asks, and applies exactly the plan that was shown.' },
  { name: 'drift', description: 'Compares reality with the state; exit 2 when they differ.' },
  { name: 'destroy', description: 'Destroys the environment after its name is typed.' },
  { name: 'output', description: 'Prints the outputs as JSON.' },
  { name: 'urls', description: 'Prints the address of each service and dashboard.' },
  { name: 'verify-rollout', description: 'Waits for the services to be stable; fails when one was rolled back.' },
  { name: 'schedules', description: 'Prints the schedules with their next runs.', synthesisOnly: true },
  { name: 'diagram', description: 'Draws the environment: .tf/diagram.svg and diagram.md.', synthesisOnly: true },
  { name: 'unlock', description: 'Releases a state lock that a killed run left behind.' },
  { name: 'migrate-state', description: 'Moves local state into the state bucket.' },
];

/** What a synthesis writes, by exact names: the stack folders also hold what Terraform leaves there, secrets included. */
export const SYNTH_OUTPUTS = [
  '{projectRoot}/cdktf.out/manifest.json',
  '{projectRoot}/cdktf.out/stacks/*/cdk.tf.json',
  '{projectRoot}/cdktf.out/stacks/*/assets/**/*',
];

/** The targets of an environment. */
export function envTargets(context: EnvTargetsContext): Record<string, TargetConfiguration> {
  const { runner } = context;
  if (runner === undefined) return { synth: synthTarget(context), ...terraformTargets(context) };
  const commands = ENV_COMMANDS.map((command) => [command.name, commandTarget(command, { ...context, runner })]);
  return { synth: synthTarget(context), ...(Object.fromEntries(commands) as Record<string, TargetConfiguration>) };
}

function synthTarget({ app, packages, sources, pluginSources }: EnvTargetsContext): TargetConfiguration {
  return {
    executor: 'nx:run-commands',
    options: { command: app, cwd: '{projectRoot}' },
    dependsOn: ['build'],
    cache: true,
    inputs: [
      sources,
      `^${sources}`,
      ...(pluginSources ? [pluginSources] : []),
      { externalDependencies: [...packages] },
    ],
    outputs: SYNTH_OUTPUTS,
    metadata: describeTarget('Synthesizes cdk.tf.json.', 'synth'),
  };
}

function commandTarget(
  command: EnvCommand,
  context: EnvTargetsContext & { readonly runner: string },
): TargetConfiguration {
  const { env, runner, runnerProjects, bootstrapEnv } = context;
  const { name, synthesisOnly = false } = command;
  const needsBootstrap = bootstrapEnv !== undefined && bootstrapEnv !== env && !synthesisOnly;
  const before = needsBootstrap ? [{ projects: [bootstrapEnv], target: 'synth' }] : [];
  return {
    executor: 'nx:run-commands',
    options: { command: `${runner} ${name} ${env}` },
    ...(synthesisOnly ? {} : { configurations: { local: { args: '--local' } } }),
    dependsOn: ['synth', ...before, ...runnerProjects.map((project) => ({ projects: [project], target: 'build' }))],
    cache: false,
    parallelism: true,
    metadata: describeTarget(command.description, name),
  };
}
