import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { mapValues, type EnvStack } from '@restartix/core';
import { cliConfigurationFile, findMirror, findTerraform, excludeProvider } from '@restartix/terraform';
import { synth, type TerraformJson } from '@restartix/testing';
import { REPOSITORY } from './workspace';

/** One file of a library's `examples` folder. */
export interface Example {
  readonly lib: string;
  readonly name: string;
  readonly file: string;
}

export const EXAMPLES: readonly Example[] = readdirSync(join(REPOSITORY, 'libs')).flatMap((lib) => {
  const folder = join(REPOSITORY, 'libs', lib, 'examples');
  return existsSync(folder)
    ? readdirSync(folder).map((file) => ({ lib, name: basename(file, '.ts'), file: join(folder, file) }))
    : [];
});

/**
 * What the example synthesizes to, in an account whose id is known; its AWS part alone, for Cloudflare's provider is not
 * everywhere to be had. What the edge gives Cloudflare is held against the provider's schema by its own tests.
 */
export function synthesizeExample({ file }: Example): TerraformJson {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { default: build } = require(file) as { default: (stack: EnvStack) => void };
  return awsPart(synth(build, { accountId: '123456789012' }).json);
}

/** A configuration without what needs Cloudflare's provider. */
export function awsPart(json: TerraformJson): TerraformJson {
  const providers = (json.terraform?.['required_providers'] ?? {}) as Record<string, unknown>;
  return providers['cloudflare'] ? excludeProvider(json as Record<string, unknown>, 'cloudflare').configuration : json;
}

/** Writes a Terraform module: the example without what a module does not bring, provider and backend. */
export function writeModule(folder: string, json: TerraformJson & { readonly variable?: object }): void {
  const { resource, data, ephemeral, moved, terraform, variable } = json;
  const required = { required_providers: terraform?.['required_providers'] };
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, 'main.tf.json'),
    JSON.stringify({ resource, data, ephemeral, moved, variable, terraform: required }),
  );
}

/** Writes modules by name, and one configuration of them all: the provider, slow to start, is asked once. */
export function writeModules(folder: string, modules: Readonly<Record<string, TerraformJson>>): void {
  for (const [name, json] of Object.entries(modules)) writeModule(join(folder, name), json);
  const module = mapValues(modules, (_, name) => ({ source: `./${name}` }));
  writeFileSync(
    join(folder, 'main.tf.json'),
    JSON.stringify({ module, provider: { aws: [{ region: 'eu-central-1' }] } }),
  );
}

export interface Diagnostic {
  readonly severity: string;
  readonly summary: string;
  readonly detail: string;
  readonly address?: string;
  readonly range?: { readonly filename: string };
}

/** What `terraform validate` finds. */
export function diagnosticsIn(folder: string, provider?: string): readonly Diagnostic[] {
  const said = terraformIn(folder, ['validate', '-json'], provider);
  return (JSON.parse(said) as { diagnostics: Diagnostic[] }).diagnostics;
}

/** Runs Terraform in a folder, with the provider of this machine's mirror or of the registry. */
export function terraformIn(folder: string, args: readonly string[], provider = '5.100.0'): string {
  const { path, product } = findTerraform(join(folder, 'terraform-version.json'));
  const mirror = findMirror([{ source: 'hashicorp/aws', version: provider }], { product });
  const config = cliConfigurationFile(folder, { mirror }, { TF_PLUGIN_CACHE_DIR: join(folder, 'plugins') });
  const { stdout, stderr } = spawnSync(path, [`-chdir=${folder}`, ...args], {
    encoding: 'utf8',
    env: { ...process.env, TF_CLI_CONFIG_FILE: config, CHECKPOINT_DISABLE: '1' },
    maxBuffer: 2 ** 28,
  });
  if (args[0] === 'init' && !/successfully initialized/.test(stdout)) throw new Error(`${stdout}\n${stderr}`);
  return stdout;
}

/** Installs a version of the AWS provider. @returns false where neither a mirror nor the registry has it */
export function installProvider(folder: string, provider: string): boolean {
  try {
    terraformIn(folder, ['init', '-backend=false', '-input=false'], provider);
    return true;
  } catch (error) {
    if (/Failed to query available provider packages|Failed to install provider/.test(String(error))) return false;
    throw error;
  }
}
