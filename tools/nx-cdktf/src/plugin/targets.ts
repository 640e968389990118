import type { TargetConfiguration } from '@nx/devkit';
import { COMMANDS, WORK, type Command } from './commands';

export interface Environment {
  /** e.g. `staging`: the name of the folder, and the id of the stack. */
  readonly env: string;
  /** The command that synthesizes, from `cdktf.json`. */
  readonly app: string;
  readonly synthInputs: NonNullable<TargetConfiguration['inputs']>;
  /** The program behind the targets, e.g. `node tools/terraform/dist/cli.js`; none: Terraform itself. */
  readonly runner?: string;
  readonly runnerProjects: readonly string[];
  /** The environment that holds the state bucket, where there is one: a local run applies it first. */
  readonly bootstrapEnv?: string;
  /** e.g. `terraform` or `tofu` */
  readonly terraform: string;
}

/** Exact names: the stacks' folders also hold what Terraform writes, secrets included, which must not enter a cache. */
export const SYNTH_OUTPUTS = [
  '{projectRoot}/cdktf.out/manifest.json',
  '{projectRoot}/cdktf.out/stacks/*/cdk.tf.json',
  '{projectRoot}/cdktf.out/stacks/*/assets/**/*',
];

export function targetsOf(environment: Environment): Record<string, TargetConfiguration> {
  const target = environment.runner === undefined ? terraformTarget : runnerTarget;
  const commands = Object.entries(COMMANDS).flatMap(([name, command]) => {
    const found = target(name, command, environment);
    return found ? [[name, { executor: 'nx:run-commands', cache: false, ...found }]] : [];
  });
  return { synth: synthTarget(environment), ...(Object.fromEntries(commands) as Record<string, TargetConfiguration>) };
}

function synthTarget({ env, app, synthInputs }: Environment): TargetConfiguration {
  return {
    executor: 'nx:run-commands',
    options: { command: app, cwd: '{projectRoot}' },
    dependsOn: ['build'],
    cache: true,
    inputs: synthInputs,
    outputs: SYNTH_OUTPUTS,
    metadata: metadata('Synthesizes cdk.tf.json.', `npx nx show target ${env}:synth`),
  };
}

function runnerTarget(name: string, command: Command, environment: Environment): TargetConfiguration {
  const { env, runner, runnerProjects, bootstrapEnv } = environment;
  const { description, offline = false, example } = command;
  const needsBootstrap = bootstrapEnv !== undefined && bootstrapEnv !== env && !offline;
  return {
    options: { command: `${runner} ${name} ${env}` },
    ...(offline ? {} : { configurations: { local: { args: '--local' } } }),
    dependsOn: [
      'synth',
      ...(needsBootstrap ? [{ projects: [bootstrapEnv], target: 'synth' }] : []),
      ...runnerProjects.map((project) => ({ projects: [project], target: 'build' })),
    ],
    metadata: metadata(description, `${runner} ${name} --help`, example),
  };
}

/** What a person would type in the stack's folder. */
function terraformTarget(name: string, command: Command, environment: Environment): TargetConfiguration | undefined {
  const { env, terraform } = environment;
  const { description, terraform: runs, after = 'init' } = command;
  if (!runs) return undefined;
  return {
    options: {
      command: runs.map((run) => `${terraform} -chdir=cdktf.out/stacks/${env} ${run}`).join(' && '),
      cwd: '{projectRoot}',
      // `validate` initializes without a backend, so it has a folder of its own.
      env: { TF_DATA_DIR: `${WORK}/${name === 'validate' ? 'validate' : 'data'}` },
    },
    dependsOn: [after],
    metadata: metadata(description, `${terraform} ${runs.at(-1)?.split(' ')[0]} -help`),
  };
}

function metadata(description: string, help: string, args: readonly string[] = []): TargetConfiguration['metadata'] {
  return {
    technologies: ['cdktf', 'terraform'],
    description,
    help: { command: help, example: args.length > 0 ? { args: [...args] } : {} },
  };
}
