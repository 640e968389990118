import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AwsProviderBlock, RemoteState } from './configuration';

export const EMULATOR_OVERRIDE = 'emulator_override.tf.json';
export const REMOTE_STATE_OVERRIDE = 'remote_state_override.tf.json';
export const BACKEND_OVERRIDE = 'backend_override.tf.json';

/** Where the state of a run is kept: in the bucket, or in a file while there is no bucket yet. */
export type StateForm = { readonly kind: 's3' } | { readonly kind: 'file'; readonly path: string };

// What ties a provider to one cloud account. It cannot hold for the emulator's account.
const CLOUD_ONLY = [
  'allowed_account_ids',
  'forbidden_account_ids',
  'profile',
  'shared_config_files',
  'shared_credentials_files',
];

/**
 * Arguments of the provider that no environment variable can set, for each configured AWS provider. The account id is
 * still asked for: ARNs and security-group references need it.
 */
export function emulatorOverride(providers: readonly AwsProviderBlock[]): object {
  const aws = providers.map((provider) => ({
    ...(provider.alias ? { alias: provider.alias } : {}),
    s3_use_path_style: true,
    skip_credentials_validation: true,
    skip_metadata_api_check: true,
    skip_region_validation: true,
    ...Object.fromEntries(CLOUD_ONLY.filter((name) => name in provider).map((name) => [name, null])),
  }));
  return { provider: { aws } };
}

/** Turns the S3 backend of `cdk.tf.json` into a file. */
export function backendOverride(path: string): object {
  return { terraform: { backend: { local: { path } } } };
}

/** Turns the states of other stacks to the emulator's bucket; undefined where none is read. */
export function remoteStateOverride(states: Readonly<Record<string, RemoteState>>, url: string): object | undefined {
  const entries = Object.entries(states);
  if (entries.length === 0) return undefined;
  const local = {
    endpoints: { s3: url },
    use_path_style: true,
    ...Object.fromEntries(SKIPPED.map((name) => [name, true])),
  };
  const blocks = entries.map(([name, config]) => [name, { config: { ...config, ...local } }]);
  return { data: { terraform_remote_state: Object.fromEntries(blocks) as object } };
}

const SKIPPED = [
  'skip_credentials_validation',
  'skip_metadata_api_check',
  'skip_requesting_account_id',
  'skip_region_validation',
];

/** What `-backend-config` tells the S3 backend about the emulator; the credentials come from the environment. */
export function emulatorBackend(url: string): string {
  return `endpoints = { s3 = ${JSON.stringify(url)} }
use_path_style = true
${SKIPPED.map((name) => `${name} = true\n`).join('')}`;
}

/** Puts an override file beside `cdk.tf.json`, or takes it away when there is nothing to override. */
export function placeOverride(stack: string, name: string, content: object | undefined): void {
  const file = join(stack, name);
  if (!content) return rmSync(file, { force: true });
  const text = `${JSON.stringify(content, null, 2)}\n`;
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text);
}
