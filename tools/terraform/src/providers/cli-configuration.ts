import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { underBothNames } from './linked-mirror';
import type { Mirror } from './mirror';

/**
 * The file for TF_CLI_CONFIG_FILE: the user's own where it names a file that exists, else one of ours.
 * @param work folder that ours is written to
 */
export function cliConfigurationFile(
  work: string,
  { mirror, cloudflareMirror }: Mirrors,
  environment: NodeJS.ProcessEnv = process.env,
): string {
  const own = ownCliConfiguration(environment);
  if (own) return own;
  const cache = pluginCache(environment);
  // Terraform refuses a cache folder that does not exist.
  if (!mirror) mkdirSync(cache, { recursive: true });
  const file = join(work, 'terraform.rc');
  const mirrors = [mirror, cloudflareMirror].flatMap((each) => (each ? underBothNames(work, each) : []));
  writeFileSync(file, cliConfiguration(mirrors, mirror ? undefined : cache));
  return file;
}

export interface Mirrors {
  /** A folder of this machine that has most providers. */
  readonly mirror?: Mirror | undefined;
  /** Where the Cloudflare provider is, when that folder does not have it. */
  readonly cloudflareMirror?: Mirror | undefined;
}

/** The user's own CLI configuration, if it exists. */
export function ownCliConfiguration(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  const own = environment['TF_CLI_CONFIG_FILE'];
  return own && existsSync(own) ? own : undefined;
}

/** Where what the registry gives is kept for the next time. */
export function pluginCache(environment: NodeJS.ProcessEnv = process.env): string {
  return environment['TF_PLUGIN_CACHE_DIR'] ?? join(homedir(), '.terraform.d', 'plugin-cache');
}

/** The CLI configuration of both programs: the mirrors for what they have, the registry for the rest. */
export function cliConfiguration(mirrors: readonly Mirror[], cache?: string): string {
  const head = `disable_checkpoint = true\n${cache === undefined ? '' : `plugin_cache_dir = ${JSON.stringify(cache)}\n`}`;
  if (mirrors.length === 0) return head;
  const blocks = mirrors.map(
    ({ path, sources }) => `  filesystem_mirror {
    path    = ${JSON.stringify(path)}
    include = ${JSON.stringify(sources)}
  }`,
  );
  return `${head}
provider_installation {
${blocks.join('\n')}
  direct {
    exclude = ${JSON.stringify(mirrors.flatMap(({ sources }) => sources))}
  }
}
`;
}
