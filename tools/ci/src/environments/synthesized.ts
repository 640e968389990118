import { join } from 'node:path';
import { readJson, ToolError } from '@restartix/kit';
import { environments } from '@restartix/terraform';

/** What the workflows need to know of an environment, from what it synthesizes. */
export interface SynthesizedEnv {
  readonly env: string;
  /** First part of every name. */
  readonly project: string;
  readonly region: string;
  /** The AWS account that its provider is restricted to; undefined when it is restricted to none. */
  readonly account?: string;
  /** Whether Terraform needs Cloudflare's token. */
  readonly usesCloudflare: boolean;
}

export type Role = 'plan' | 'apply' | 'drill';

interface TerraformJson {
  readonly terraform?: { readonly required_providers?: Readonly<Record<string, unknown>> };
  readonly provider?: { readonly aws?: readonly AwsProvider[] };
  readonly resource?: { readonly aws_iam_role?: Readonly<Record<string, { readonly name?: string }>> };
}

interface AwsProvider {
  readonly region?: string;
  readonly allowed_account_ids?: readonly string[];
  readonly default_tags?: readonly { readonly tags?: Readonly<Record<string, string>> }[];
}

/** @throws ToolError when it was not synthesized. */
export function synthesizedEnv(root: string, env: string): SynthesizedEnv {
  const json = configurationOf(root, env);
  const aws = json.provider?.aws?.[0];
  return {
    env,
    project: aws?.default_tags?.[0]?.tags?.['Project'] ?? 'restartix',
    region: aws?.region ?? '',
    account: aws?.allowed_account_ids?.[0],
    usesCloudflare: 'cloudflare' in (json.terraform?.required_providers ?? {}),
  };
}

/**
 * Name of the role that workflows take on for an environment; undefined where people deploy by hand. The stack of its account
 * makes it: no environment makes its own.
 * @throws ToolError when an environment was not synthesized.
 */
export function pipelineRole(root: string, env: string, role: Role): string | undefined {
  const wanted = `${synthesizedEnv(root, env).project}-${env}-github-${role}`;
  const names = environments(root).flatMap((each) =>
    Object.values(configurationOf(root, each).resource?.aws_iam_role ?? {}).map(({ name }) => name),
  );
  return names.find((name) => name === wanted);
}

function configurationOf(root: string, env: string): TerraformJson {
  const file = join('apps', env, 'cdktf.out/stacks', env, 'cdk.tf.json');
  const json = readJson(join(root, file)) as TerraformJson | undefined;
  if (!json) throw new ToolError(`${file} does not exist.`, `Run npx nx run ${env}:synth`);
  return json;
}
