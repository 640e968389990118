import { DataAwsRegion } from '@cdktf/provider-aws/lib/data-aws-region';
import { TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { isKnown } from './config-error';
import { currentAccountId } from './current-account';
import { EnvStack } from './env-stack';
import { DEFAULT_PROJECT, checkNameParts, fit } from './naming';
import { currentPartition, partitionOf } from './partition';
import { platformTags } from './tags';

/** What every module takes. Inside an `EnvStack` all of it comes from the stack. */
export interface ModuleConfig {
  /**
   * The environment, e.g. `staging`: second part of every name.
   * @default - the env of the enclosing EnvStack
   */
  readonly env?: string;
  /**
   * The project: first part of every name.
   * @default - the project of the enclosing EnvStack, else `restartix`
   */
  readonly project?: string;
}

/** What a module's names, ARNs and tags are made of. */
export interface ModuleContext {
  /** e.g. `staging`. */
  readonly env: string;
  /** First part of every name, e.g. `restartix`. */
  readonly project: string;
  /** e.g. `eu-central-1`. */
  readonly region: string;
  /** Account id that the provider's credentials say: the same configuration serves an account and an emulator of it. */
  readonly accountId: string;
  /** `aws` or `aws-us-gov`. */
  readonly partition: string;
  /** The tags of the enclosing EnvStack, for what AWS does not tag by itself. */
  readonly tags: Readonly<Record<string, string>>;
  /** `{project}-{env}-{logicalName}`, shortened to `maxLength` with a stable hash. */
  name(logicalName: string, maxLength?: number): string;
  /** `{project}/{env}/{logicalName}`, the form of Secrets Manager names. */
  path(logicalName: string): string;
  /** An ARN of this account and region. `region: ''` and `account: ''` leave the parts out, as IAM and S3 do. */
  arn(parts: ArnParts): string;
}

export interface ArnParts {
  readonly service: string;
  readonly resource: string;
  readonly region?: string;
  readonly account?: string;
}

/**
 * The context of a module: from its config, else from the enclosing EnvStack.
 * @throws ConfigError when neither names an env, or a name part is not lowercase letters, digits and hyphens.
 */
export function contextOf(scope: Construct, module: string, id: string, config: ModuleConfig = {}): ModuleContext {
  const stack = TerraformStack.of(scope);
  const owner = stack instanceof EnvStack ? stack : undefined;
  const env = config.env ?? owner?.env ?? '';
  const project = config.project ?? owner?.project ?? DEFAULT_PROJECT;
  checkNameParts(module, id, { env, project });

  const region = owner?.region ?? currentRegion(stack);
  const partition = isKnown(region) ? partitionOf(region) : currentPartition(stack);
  const accountId = currentAccountId(stack);
  return {
    env,
    project,
    region,
    accountId,
    partition,
    tags: owner?.tags ?? platformTags({ project, env }),
    name: (logicalName, maxLength = 255) => fit(`${project}-${env}-${logicalName}`, maxLength),
    path: (logicalName) => `${project}/${env}/${logicalName}`,
    arn: (parts) =>
      `arn:${partition}:${parts.service}:${parts.region ?? region}:${parts.account ?? accountId}:${parts.resource}`,
  };
}

function currentRegion(stack: TerraformStack): string {
  const id = 'current-region';
  const existing = stack.node.tryFindChild(id) as DataAwsRegion | undefined;
  // AWS provider 6 deprecates `name`; the id is the same in 5 and 6.
  return (existing ?? new DataAwsRegion(stack, id)).id;
}
