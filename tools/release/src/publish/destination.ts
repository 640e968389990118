import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { capture, ToolError } from '@restartix/kit';
import { registryUrl } from './npmrc';

/** Where packages go, and who may put them there. */
export interface Destination {
  readonly registry: URL;
  /** e.g. `@restartix` */
  readonly scope: string;
  readonly token: string;
}

/**
 * The registry that NPM_REGISTRY names, else the one that an .npmrc names for the scope, else the one that the repository's
 * own .npmrc names for everything. npm's built-in default is never taken.
 * @throws ToolError when none is named, or NPM_TOKEN is missing.
 */
export async function destination(root: string, scope: string, environment: NodeJS.ProcessEnv): Promise<Destination> {
  const registry = await registryOf(root, scope, environment);
  const token = environment['NPM_TOKEN'];
  if (!token) {
    throw new ToolError(
      `NPM_TOKEN is not set: ${registry.host} requires a token to publish.`,
      'Set it in the environment, never on a command line; docs/publishing.md says where each registry issues it.',
    );
  }
  return { registry, scope, token };
}

async function registryOf(root: string, scope: string, environment: NodeJS.ProcessEnv): Promise<URL> {
  const named = environment['NPM_REGISTRY'];
  if (named) return registryUrl(named, 'NPM_REGISTRY');
  const key = `${scope}:registry`;
  const { stdout } = await capture('npm', ['config', 'get', key], { cwd: root, env: environment });
  const scoped = stdout.trim();
  if (scoped !== '' && scoped !== 'undefined') return registryUrl(scoped, `${key} of .npmrc`);
  const [, own] = /^\s*registry\s*=\s*(\S+)\s*$/m.exec(textOf(join(root, '.npmrc'))) ?? [];
  if (own) return registryUrl(own, 'registry of .npmrc');
  throw new ToolError(
    'NPM_REGISTRY is not set, and no .npmrc names a registry.',
    `Set NPM_REGISTRY, or add a line ${key}=https://… to .npmrc. Nothing is published to a public registry by default.`,
  );
}

function textOf(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}
