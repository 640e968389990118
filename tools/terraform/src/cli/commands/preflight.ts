import { startEmulator } from '@restartix/emulator';
import { nxCommand, workspaceRoot } from '@restartix/kit';
import { preflight as askAccount, reportText } from '@restartix/preflight';
import { parseConfiguration, readJson } from '../../environment/configuration';
import { envPaths } from '../../environment/paths';
import { accessOf } from '../../run/access';
import type { Options } from '../options';
import { say } from '../say';

// The SDK's notice about future Node versions would be in every report.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

/** Asks the account what an apply would be refused for. Needs neither Terraform nor a state. */
export async function preflight({ env, stack, target, verbose, json: asJson }: Options): Promise<number> {
  const json = readJson(envPaths(workspaceRoot(), env, target, stack));
  const configuration = parseConfiguration(env, json);
  const emulator = target === 'local' ? await startEmulator({ onProgress: say }) : undefined;
  const report = await askAccount({
    env,
    json,
    ...accessOf({ configuration, emulator, env, command: 'preflight' }),
    nx: (command, other = env) => nxCommand(other, command, target),
  });
  console.log(asJson ? JSON.stringify(report, null, 2) : reportText(report, verbose));
  return report.counts.failure > 0 ? 1 : 0;
}
