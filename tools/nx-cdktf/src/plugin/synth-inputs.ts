import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { NxJsonConfiguration, TargetConfiguration } from '@nx/devkit';

/** What a synthesis depends on: sources, versions, and this plugin where it is part of the workspace. */
export function synthInputs(
  workspaceRoot: string,
  { namedInputs = {} }: NxJsonConfiguration,
): NonNullable<TargetConfiguration['inputs']> {
  const sources = 'production' in namedInputs ? 'production' : 'default';
  return [sources, `^${sources}`, ...pluginSources(workspaceRoot), { externalDependencies: packages(workspaceRoot) }];
}

/** CDKTF, the providers and this plugin, of all packages in the workspace's package.json. */
function packages(workspaceRoot: string): string[] {
  const { dependencies = {}, devDependencies = {} } = JSON.parse(
    readFileSync(join(workspaceRoot, 'package.json'), 'utf8'),
  ) as { dependencies?: Record<string, string>; devDependencies?: Record<string, string> };
  return Object.keys({ ...dependencies, ...devDependencies })
    .filter((name) => /^(cdktf|constructs|@cdktf\/provider-.+|@restartix\/nx-cdktf)$/.test(name))
    .sort();
}

function pluginSources(workspaceRoot: string): string[] {
  const path = relative(workspaceRoot, dirname(__dirname)).split('\\').join('/');
  return path.startsWith('..') || path.includes('node_modules') ? [] : [`{workspaceRoot}/${path}/plugin/**/*`];
}
