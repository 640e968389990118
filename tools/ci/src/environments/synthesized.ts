import { join } from 'node:path';
import { readJson, ToolError } from '@restartix/kit';

/** What the workflows need to know of an environment, from what it synthesizes. */
export interface SynthesizedEnv {
  readonly env: string;
  /** First part of every name. */
  readonly project: string;
  readonly region: string;
  /** Whether Terraform needs Cloudflare's token. */
  readonly usesCloudflare: boolean;
  /** Names of the roles that workflows take on; none where people deploy by hand. */
  readonly roles: Readonly<Partial<Record<Role, string>>>;
}

export type Role = 'plan' | 'apply';

interface TerraformJson {
  readonly terraform?: { readonly required_providers?: Readonly<Record<string, unknown>> };
  readonly provider?: { readonly aws?: readonly AwsProvider[] };
  readonly resource?: { readonly aws_iam_role?: Readonly<Record<string, { readonly name?: string }>> };
}

interface AwsProvider {
  readonly region?: string;
  readonly default_tags?: readonly { readonly tags?: Readonly<Record<string, string>> }[];
}

/** @throws ToolError when it was not synthesized. */
export function synthesizedEnv(root: string, env: string): SynthesizedEnv {
  const file = join('apps', env, 'cdktf.out/stacks', env, 'cdk.tf.json');
  const json = readJson(join(root, file)) as TerraformJson | undefined;
  if (!json) throw new ToolError(`${file} does not exist.`, `Run npx nx run ${env}:synth`);
  const aws = json.provider?.aws?.[0];
  const names = Object.values(json.resource?.aws_iam_role ?? {}).map(({ name = '' }) => name);
  const role = (which: Role): string | undefined => names.find((name) => name.endsWith(`-${env}-github-${which}`));
  return {
    env,
    project: aws?.default_tags?.[0]?.tags?.['Project'] ?? 'restartix',
    region: aws?.region ?? '',
    usesCloudflare: 'cloudflare' in (json.terraform?.required_providers ?? {}),
    roles: { plan: role('plan'), apply: role('apply') },
  };
}
