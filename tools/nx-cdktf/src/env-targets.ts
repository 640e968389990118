import type { TargetConfiguration } from '@nx/devkit';

/** Where an environment stands in the workspace, and what runs Terraform for it. */
export interface EnvTargetsContext {
  /** The environment's name, e.g. `staging`: the name of its folder. */
  readonly env: string;
  /** What the targets run, e.g. `node tools/terraform/dist/cli.js`; gets the command and the env. */
  readonly runner: string;
  /** Projects that must be built before the runner runs. */
  readonly runnerProjects: readonly string[];
  /** The environment that holds the state bucket; a local run applies it first. */
  readonly bootstrapEnv: string | undefined;
  /** Names of npm packages that a synthesis depends on. */
  readonly packages: readonly string[];
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
  return {
    synth: synthTarget(context),
    ...Object.fromEntries(ENV_COMMANDS.map((command) => [command.name, commandTarget(command, context)])),
  };
}

function synthTarget({ packages, pluginSources }: EnvTargetsContext): TargetConfiguration {
  return {
    executor: 'nx:run-commands',
    options: { command: 'node dist/main.js', cwd: '{projectRoot}' },
    dependsOn: ['build'],
    cache: true,
    inputs: [
      'production',
      '^production',
      ...(pluginSources ? [pluginSources] : []),
      { externalDependencies: [...packages] },
    ],
    outputs: SYNTH_OUTPUTS,
    metadata: describe('Synthesizes cdk.tf.json.', 'synth'),
  };
}

function commandTarget(command: EnvCommand, context: EnvTargetsContext): TargetConfiguration {
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
    metadata: describe(command.description, name),
  };
}

function describe(description: string, name: string): TargetConfiguration['metadata'] {
  return {
    technologies: ['cdktf', 'terraform'],
    description,
    help: { command: `npx nx run {projectRoot}:${name} --help`, example: {} },
  };
}
