import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Target } from '@restartix/plan-report';
import { pluginCache } from './cli-configuration';
import type { RequiredProvider } from '../environment/configuration';
import { runTerraform } from '../run/process';
import { fullSource, holds, type Mirror } from './mirror';
import { newLog } from '../run/log';
import { say } from '../cli/say';
import type { TerraformBinary } from './binary';
import { terraformEnvironment } from '../run/environment-variables';
import type { EnvPaths } from '../environment/paths';

interface Fetch {
  /** The provider's name in `required_providers`. */
  readonly name: string;
  readonly provider: RequiredProvider;
  readonly paths: Pick<EnvPaths, 'work' | 'logs'>;
  readonly target: Target;
  readonly terraform: TerraformBinary;
  readonly cliConfiguration: string;
}

// Long enough for a slow registry, short enough for a network that answers nothing.
const REGISTRY_SECONDS = '5';

/**
 * Lets Terraform fetch one provider by itself: it alone knows about proxies, registries and a user's CLI configuration.
 * Without a network it says no in a twentieth of a second. What it fetched is a mirror from then on.
 */
export async function fetchProvider(fetch: Fetch): Promise<Mirror | undefined> {
  const { name, provider, paths } = fetch;
  const folder = join(paths.work, 'providers', name);
  const mirror = { path: join(folder, 'data', 'providers'), sources: [fullSource(provider, fetch.terraform.product)] };
  if (!holds(mirror.path, provider)) await install(fetch, folder);
  return holds(mirror.path, provider) ? mirror : undefined;
}

async function install({ name, provider, paths, target, terraform, cliConfiguration }: Fetch, folder: string) {
  const cache = pluginCache();
  for (const each of [cache, folder]) mkdirSync(each, { recursive: true });
  rmSync(join(folder, '.terraform.lock.hcl'), { force: true });
  const configuration = { terraform: { required_providers: { [name]: provider } } };
  writeFileSync(join(folder, 'provider.tf.json'), `${JSON.stringify(configuration, null, 2)}\n`);
  const args = ['init', '-backend=false', '-input=false', '-no-color'];
  await runTerraform({
    binary: terraform.path,
    args: [`-chdir=${folder}`, ...args],
    environment: {
      ...terraformEnvironment(join(folder, 'data'), cliConfiguration, terraform.product),
      TF_PLUGIN_CACHE_DIR: cache,
      TF_REGISTRY_DISCOVERY_RETRY: '0',
      TF_REGISTRY_CLIENT_TIMEOUT: REGISTRY_SECONDS,
    },
    log: newLog(paths.logs, target, args, terraform.product),
    product: terraform.product,
    say,
  });
}
