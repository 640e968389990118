import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Mirror } from './provider-mirror';

/**
 * The file for TF_CLI_CONFIG_FILE: the user's own where it names a file that exists, else one of ours.
 * @param work folder that ours is written to
 */
export function cliConfigurationFile(
  work: string,
  mirror: Mirror | undefined,
  environment: NodeJS.ProcessEnv = process.env,
): string {
  const own = environment['TF_CLI_CONFIG_FILE'];
  if (own && existsSync(own)) return own;
  const cache = environment['TF_PLUGIN_CACHE_DIR'] ?? join(homedir(), '.terraform.d', 'plugin-cache');
  // Terraform refuses a cache folder that does not exist.
  if (!mirror) mkdirSync(cache, { recursive: true });
  const file = join(work, 'terraform.rc');
  writeFileSync(file, cliConfiguration(mirror, cache));
  return file;
}

/** Terraform's CLI configuration: the mirror for what it has, the registry for the rest. */
export function cliConfiguration(mirror: Mirror | undefined, pluginCache: string): string {
  const head = 'disable_checkpoint = true\n';
  if (!mirror) return `${head}plugin_cache_dir = ${JSON.stringify(pluginCache)}\n`;
  const sources = JSON.stringify(mirror.sources);
  return `${head}
provider_installation {
  filesystem_mirror {
    path    = ${JSON.stringify(mirror.path)}
    include = ${sources}
  }
  direct {
    exclude = ${sources}
  }
}
`;
}
