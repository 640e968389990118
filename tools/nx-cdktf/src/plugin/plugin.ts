import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { createNodesFromFiles, type CreateNodes } from '@nx/devkit';
import { synthInputs } from './synth-inputs';
import { targetsOf } from './targets';

export { postTasksExecution } from './after-tasks';
export { preTasksExecution } from './before-tasks';

export interface CdktfPluginOptions {
  /**
   * The program behind the targets; gets the command, the environment and `--local`.
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
   * @default 'bootstrap', if there is such an environment
   */
  readonly bootstrapEnv?: string;
  /**
   * Terraform itself, where there is no runner, e.g. `tofu`.
   * @default - the value of TERRAFORM_BINARY_NAME, else `terraform`
   */
  readonly terraform?: string;
}

/** A project with a `cdktf.json` is an environment. */
export const createNodes: CreateNodes<CdktfPluginOptions> = [
  '**/cdktf.json',
  (configFiles, options, context) => {
    const { workspaceRoot, nxJsonConfiguration } = context;
    const { runner, runnerProjects = [], bootstrapEnv = 'bootstrap', terraform = terraformProgram() } = options ?? {};
    const environments = configFiles.filter((file) => isProject(join(workspaceRoot, dirname(file))));
    const hasBootstrap = environments.some((file) => basename(dirname(file)) === bootstrapEnv);
    const shared = {
      runner,
      runnerProjects,
      bootstrapEnv: hasBootstrap ? bootstrapEnv : undefined,
      terraform,
      synthInputs: synthInputs(workspaceRoot, nxJsonConfiguration),
    };
    return createNodesFromFiles(
      (file) => {
        const root = dirname(file);
        const targets = targetsOf({ env: basename(root), app: appOf(join(workspaceRoot, file)), ...shared });
        // Nx takes a project made from a package.json alone for a library, and lint rules about applications skip it.
        return { projects: { [root]: { projectType: 'application', targets } } };
      },
      environments,
      options,
      context,
    );
  },
];

function isProject(folder: string): boolean {
  return existsSync(join(folder, 'package.json')) || existsSync(join(folder, 'project.json'));
}

/** CDKTF's own setting: the command that synthesizes. */
function appOf(configFile: string): string {
  const { app } = JSON.parse(readFileSync(configFile, 'utf8')) as { app?: string };
  return app ?? 'node dist/main.js';
}

/** `TERRAFORM_BINARY_NAME` as CDKTF's own tools read it; only a POSIX shell can expand it. */
function terraformProgram(): string {
  return process.platform === 'win32' ? 'terraform' : '${TERRAFORM_BINARY_NAME:-terraform}';
}
