import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ToolError, workspaceRoot } from '@restartix/kit';
import { LOCK_FILE, committedFile, platformsLine } from '../../providers/lock-file';
import { firstError } from '../../run/diagnostics';
import { newLog } from '../../run/log';
import { runTerraform } from '../../run/process';
import { Session } from '../../run/session';
import type { Options } from '../options';
import { say } from '../say';

/** Laptops, and the runners of GitHub: https://docs.github.com/en/actions/reference/runners/github-hosted-runners */
const PLATFORMS = ['linux_amd64', 'linux_arm64', 'darwin_arm64', 'darwin_amd64'];

/** Writes the lock file that is committed: the providers' checksums for each platform, from the registry. */
export async function lockProviders({ command, env, platforms }: Options): Promise<number> {
  const root = workspaceRoot();
  const session = await Session.open({ command, env, target: 'cloud', root, withEmulator: false });
  const { paths, terraform, configuration } = session;
  const wanted = platforms.length > 0 ? platforms : PLATFORMS;
  const folder = join(paths.work, 'lock-providers');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const required = { terraform: { required_providers: configuration.requiredProviders } };
  writeFileSync(join(folder, 'providers.tf.json'), `${JSON.stringify(required, null, 2)}\n`);

  const args = ['providers', 'lock', '-no-color', ...wanted.map((platform) => `-platform=${platform}`)];
  const { code, output, log } = await runTerraform({
    binary: terraform.path,
    args: [`-chdir=${folder}`, ...args],
    environment: process.env,
    log: newLog(paths.logs, 'cloud', args, terraform.product),
    product: terraform.product,
    say,
  });
  if (code !== 0) {
    throw new ToolError(
      `${terraform.product} cannot lock the providers of ${env}: ${firstError(output)}`,
      `Connect to the registry and run it again; nothing was written. The whole output is in ${log}.`,
    );
  }
  const file = committedFile(paths.app, terraform.product);
  writeFileSync(file, platformsLine(wanted) + readFileSync(join(folder, LOCK_FILE), 'utf8'));
  console.log(`${env}: wrote ${relative(root, file)} for ${wanted.join(', ')}. Commit it.`);
  return 0;
}
