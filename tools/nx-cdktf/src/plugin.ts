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

export { preTasksExecution } from './affected-run';

export interface CdktfPluginOptions {
  /**
   * The program behind the targets; gets the command's name, the environment's and `--local`.
   * @default 'restartix-terraform'
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
}

/** A project is an environment when it has a `cdktf.json`. */
export const createNodes: CreateNodes<CdktfPluginOptions> = [
  '**/cdktf.json',
  (configFiles, options, context) => {
    const environments = configFiles.filter((file) => isProject(file, context));
    const workspace = {
      options: options ?? {},
      envs: environments.map((file) => basename(dirname(file))),
      packages: synthesisPackages(context.workspaceRoot),
      pluginSources: pluginSources(context.workspaceRoot),
    };
    return createNodesFromFiles((file) => environmentOf(file, workspace), environments, options, context);
  },
];

interface Workspace {
  readonly options: CdktfPluginOptions;
  readonly envs: readonly string[];
  readonly packages: readonly string[];
  readonly pluginSources: string | undefined;
}

function environmentOf(configFile: string, { options, envs, ...inputs }: Workspace): CreateNodesResult {
  const root = dirname(configFile);
  const bootstrapEnv = options.bootstrapEnv ?? 'bootstrap';
  const project: Omit<ProjectConfiguration, 'root'> = {
    // A project made from a package.json alone counts as a library, and boundary rules about applications pass it by.
    projectType: 'application',
    targets: envTargets({
      env: basename(root),
      runner: options.runner ?? 'restartix-terraform',
      runnerProjects: options.runnerProjects ?? [],
      bootstrapEnv: envs.includes(bootstrapEnv) ? bootstrapEnv : undefined,
      ...inputs,
    }),
  };
  return { projects: { [root]: project } };
}

function isProject(configFile: string, { workspaceRoot }: CreateNodesContext): boolean {
  const root = join(workspaceRoot, dirname(configFile));
  return existsSync(join(root, 'package.json')) || existsSync(join(root, 'project.json'));
}

/** CDKTF, constructs and every provider that the workspace's package.json names. */
export function synthesisPackages(workspaceRoot: string): string[] {
  const { dependencies = {}, devDependencies = {} } = JSON.parse(
    readFileSync(join(workspaceRoot, 'package.json'), 'utf8'),
  ) as { dependencies?: Record<string, string>; devDependencies?: Record<string, string> };
  return Object.keys({ ...dependencies, ...devDependencies })
    .filter((name) => /^(cdktf|constructs|@cdktf\/provider-.+)$/.test(name))
    .sort();
}

/** The plugin decides what a synthesis is, so a change of it must run every synthesis again. */
function pluginSources(workspaceRoot: string): string | undefined {
  const path = relative(workspaceRoot, __dirname).split('\\').join('/');
  return path.startsWith('..') || path.includes('node_modules') ? undefined : `{workspaceRoot}/${path}/**/*`;
}
