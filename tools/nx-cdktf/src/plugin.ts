import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import {
  createNodesFromFiles,
  type CreateNodes,
  type CreateNodesContext,
  type CreateNodesResult,
  type ProjectConfiguration,
} from '@nx/devkit';
import { envTargets } from './env-targets';
import { terraformProgram } from './terraform-targets';

export { preTasksExecution } from './affected-run';

export interface CdktfPluginOptions {
  /**
   * The program behind the targets; gets the command's name, the environment's and `--local`.
   * @default - none: the targets run Terraform itself, in the stack's folder
   */
  readonly runner?: string;
  /**
   * Projects to build before the runner runs, when it is part of the workspace.
   * @default []
   */
  readonly runnerProjects?: readonly string[];
  /**
   * The environment that holds the state bucket.
   * @default 'bootstrap' where there is such an environment beside the others
   */
  readonly bootstrapEnv?: string;
  /**
   * Terraform itself, where there is no runner, e.g. `tofu`.
   * @default - what TERRAFORM_BINARY_NAME says, else `terraform`
   */
  readonly terraform?: string;
}

/** A project is an environment when it has a `cdktf.json`. */
export const createNodes: CreateNodes<CdktfPluginOptions> = [
  '**/cdktf.json',
  (configFiles, options, context) => {
    const environments = configFiles.filter((file) => isProject(file, context));
    const workspace = {
      root: context.workspaceRoot,
      options: options ?? {},
      envs: environments.map((file) => basename(dirname(file))),
      packages: synthesisPackages(context.workspaceRoot),
      sources: 'production' in (context.nxJsonConfiguration.namedInputs ?? {}) ? 'production' : 'default',
      pluginSources: pluginSources(context.workspaceRoot),
    };
    return createNodesFromFiles((file) => environmentOf(file, workspace), environments, options, context);
  },
];

interface Workspace {
  readonly root: string;
  readonly options: CdktfPluginOptions;
  readonly envs: readonly string[];
  readonly packages: readonly string[];
  readonly sources: string;
  readonly pluginSources: string | undefined;
}

function environmentOf(
  configFile: string,
  { root: workspaceRoot, options, envs, ...inputs }: Workspace,
): CreateNodesResult {
  const root = dirname(configFile);
  const bootstrapEnv = options.bootstrapEnv ?? 'bootstrap';
  const project: Omit<ProjectConfiguration, 'root'> = {
    // A project made from a package.json alone counts as a library, and boundary rules about applications pass it by.
    projectType: 'application',
    targets: envTargets({
      env: basename(root),
      app: appOf(join(workspaceRoot, configFile)),
      runner: options.runner,
      terraform: options.terraform ?? terraformProgram(),
      runnerProjects: options.runnerProjects ?? [],
      bootstrapEnv: envs.includes(bootstrapEnv) ? bootstrapEnv : undefined,
      ...inputs,
    }),
  };
  return { projects: { [root]: project } };
}

/** CDKTF's own setting: the command that synthesizes. */
function appOf(configFile: string): string {
  const { app } = JSON.parse(readFileSync(configFile, 'utf8')) as { app?: string };
  return app ?? 'node dist/main.js';
}

function isProject(configFile: string, { workspaceRoot }: CreateNodesContext): boolean {
  const root = join(workspaceRoot, dirname(configFile));
  return existsSync(join(root, 'package.json')) || existsSync(join(root, 'project.json'));
}

/** What decides over a synthesis, of all that the workspace's package.json names: CDKTF, the providers, this plugin. */
export function synthesisPackages(workspaceRoot: string): string[] {
  const { dependencies = {}, devDependencies = {} } = JSON.parse(
    readFileSync(join(workspaceRoot, 'package.json'), 'utf8'),
  ) as { dependencies?: Record<string, string>; devDependencies?: Record<string, string> };
  return Object.keys({ ...dependencies, ...devDependencies })
    .filter((name) => /^(cdktf|constructs|@cdktf\/provider-.+|@restartix\/nx-cdktf)$/.test(name))
    .sort();
}

/** The plugin decides what a synthesis is, so a change of it must run every synthesis again. */
function pluginSources(workspaceRoot: string): string | undefined {
  const path = relative(workspaceRoot, __dirname).split('\\').join('/');
  return path.startsWith('..') || path.includes('node_modules') ? undefined : `{workspaceRoot}/${path}/**/*`;
}
