import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ToolError } from '@restartix/kit';
import type { Target } from '@restartix/plan-report';

/** The folders and files of one stack of an environment. */
export interface EnvPaths {
  readonly env: string;
  /** The stack's id: the environment's name, unless the environment has several. */
  readonly name: string;
  readonly root: string;
  /** `apps/<env>` */
  readonly app: string;
  /** Where `cdk.tf.json` is, and where Terraform runs. */
  readonly stack: string;
  readonly configuration: string;
  /** `apps/<env>/.tf`, and a folder in it for a further stack: all that Terraform leaves behind. Never in git or Nx's cache. */
  readonly work: string;
  /** TF_DATA_DIR. Each target has its own: what one remembers of its backend must never reach the other. */
  readonly data: string;
  /** Folder of the generated lock files of providers, one for each program. */
  readonly locks: string;
  /** What Terraform printed, a file per run. */
  readonly logs: string;
}

/** Every folder of `apps/` with a `cdktf.json`. */
export function environments(root: string): string[] {
  const apps = join(root, 'apps');
  if (!existsSync(apps)) return [];
  return readdirSync(apps)
    .filter((name) => existsSync(join(apps, name, 'cdktf.json')))
    .sort();
}

/**
 * @param name the stack's id
 * @throws ToolError for an unknown environment, naming those that exist.
 */
export function envPaths(root: string, env: string, target: Target, name = env): EnvPaths {
  const known = environments(root);
  if (!known.includes(env)) {
    throw new ToolError(
      `Unknown environment "${env}".`,
      `Environments are the folders of apps/ with a cdktf.json: ${known.join(', ') || 'none yet'}.`,
    );
  }
  const app = join(root, 'apps', env);
  const work = name === env ? join(app, '.tf') : join(app, '.tf', name);
  const logs = join(work, 'logs');
  // Plans and backend settings are for nobody else on this machine.
  mkdirSync(work, { recursive: true, mode: 0o700 });
  mkdirSync(logs, { recursive: true, mode: 0o700 });
  const stack = join(app, 'cdktf.out', 'stacks', name);
  return {
    env,
    name,
    root,
    app,
    stack,
    configuration: join(stack, 'cdk.tf.json'),
    work,
    data: join(work, 'data', target),
    locks: work,
    logs,
  };
}
