import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import {
  S3Backend,
  TerraformDataSource,
  type TerraformElement,
  TerraformOutput,
  TerraformStack,
  type TerraformResource,
} from 'cdktf';
import type { Construct } from 'constructs';
import { EphemeralResource } from './ephemeral-resource';
import { checkAllowances, type Allowance } from './allowance';
import { refuseCloudflareArguments } from './cloudflare-arguments/refuse';
import { checkValues } from './check-values';
import { checkConfig } from './config-error';
import { checkAccountId, currentAccountId } from './current-account';
import { ENV_STACK_CONFIG } from './generated-inputs';
import { importFrom, type Existing } from './import-from';
import { refuseLiteralReferences } from './literal-reference';
import { DEFAULT_PROJECT, checkNameParts } from './naming';
import { boundRoles } from './permissions-boundary';
import { checkRegion, partitionOf } from './partition';
import { snakeCase } from './snake-case';
import { dependOnStacks } from './stack-dependencies';
import { refuseForeignReferences, type OtherStack } from './stack-references';
import { claimState } from './state-key';
import { checkTagValues, platformTags } from './tags';

/** What an environment is, before anything is in it. */
export interface EnvStackConfig {
  /** The environment's name, e.g. `staging`: in every name, tag and in the key of its state. */
  readonly env: string;
  /** AWS region of everything in the environment, e.g. `eu-central-1`. */
  readonly region: string;
  /** Where Terraform keeps this environment's state. */
  readonly state: StateConfig;
  /**
   * First part of every name, and the Project tag.
   * @default 'restartix'
   */
  readonly project?: string;
  /**
   * Owner tag.
   * @default 'platform-team'
   */
  readonly owner?: string;
  /**
   * CostCenter tag, the grouping in AWS Cost Explorer.
   * @default 'platform'
   */
  readonly costCenter?: string;
  /**
   * The only AWS account that Terraform may change, 12 digits.
   * @default - whatever account the credentials belong to
   */
  readonly accountId?: string;
  /**
   * Name of the permissions boundary that every IAM role of the environment has, e.g. `restartix-staging-boundary`. The policy
   * exists before the environment: `DeployIam` makes it.
   * @default - none
   */
  readonly permissionsBoundary?: string;
  /**
   * Resources that hold data and that a deploy may destroy or replace.
   * @default [] - a plan that loses data is refused
   */
  readonly allow?: readonly Allowance[];
  /**
   * Resources that exist and are taken over, by Terraform address, e.g. `{ 'aws_vpc.network_vpc': 'vpc-0a1b2c3d4e5f60718' }`.
   * The next plan imports each by its id and says what would change; once it is applied, remove the line.
   * @default {} - everything is made
   */
  readonly importFrom?: Existing;
}

export interface StateConfig {
  /** Name of the S3 bucket that holds the state, e.g. `restartix-tfstate`. */
  readonly bucket: string;
  /**
   * Region of the state bucket.
   * @default - the environment's region
   */
  readonly region?: string;
  /**
   * Object key of the state: one for each stack. A second stack of an environment has e.g. `staging/foundation.tfstate`.
   * @default - `{env}/terraform.tfstate`
   */
  readonly key?: string;
}

/**
 * One environment: the S3 backend with native locking, the AWS provider with the five tags on everything, and
 * Terraform addresses that a person can read (`aws_vpc.network_vpc`, no hash).
 *
 * An environment may have several stacks in one app. What one takes from another becomes an output of the other's state; a
 * construct in `dependsOn` makes its stack come first.
 *
 * @throws ConfigError when `env` or `project` cannot be part of a name, the region's partition is not known, the account's id is
 * none, a tag is refused by AWS, an allowance is none, or another stack of the app has the same state.
 * @throws Error when two constructs of one type would have the same address.
 */
export class EnvStack extends TerraformStack implements OtherStack {
  /** e.g. `staging`. */
  readonly env: string;
  /** First part of every name, e.g. `restartix`. */
  readonly project: string;
  /** e.g. `eu-central-1`. */
  readonly region: string;
  /** Undefined where the config does not name the account. */
  readonly accountId: string | undefined;
  /** What everything in the stack is tagged with. */
  readonly tags: Readonly<Record<string, string>>;

  private readonly existing: Existing;
  private readonly addresses = new Map<string, string>();
  private readonly outputsForStacks = new Map<string, string>();

  constructor(scope: Construct, id: string, config: EnvStackConfig) {
    super(scope, id);
    const project = config.project ?? DEFAULT_PROJECT;
    checkValues('env', id, config, { inputs: ENV_STACK_CONFIG, text: ['*'], empty: ['*'] });
    checkNameParts('env', id, { env: config.env, project });
    checkConfig('env', id, (problem) => {
      checkRegion(config.region, problem);
      checkAccountId(config.accountId, problem);
      checkTagValues({ owner: config.owner, costCenter: config.costCenter }, problem);
    });
    this.env = config.env;
    this.project = project;
    this.region = config.region;
    this.accountId = config.accountId;
    this.tags = platformTags({ ...config, project });
    this.existing = config.importFrom ?? {};

    const key = config.state.key ?? `${config.env}/terraform.tfstate`;
    claimState(this, config.state.bucket, key);
    const backend = new S3Backend(this, {
      bucket: config.state.bucket,
      key,
      region: config.state.region ?? config.region,
      encrypt: true,
    });
    // CDKTF's S3Backend predates native locking.
    backend.addOverride('use_lockfile', true);

    new AwsProvider(this, 'aws', {
      region: config.region,
      defaultTags: [{ tags: this.tags }],
      ...(config.accountId ? { allowedAccountIds: [config.accountId] } : {}),
    });
    this.addOverride('terraform.required_version', '>= 1.11.0');

    const { allow = [], permissionsBoundary } = config;
    if (permissionsBoundary !== undefined) {
      boundRoles(
        this,
        `arn:${partitionOf(config.region)}:iam::${currentAccountId(this)}:policy/${permissionsBoundary}`,
      );
    }
    checkAllowances(id, allow);
    if (allow.length > 0) this.addOverride('//.allow', allow);
  }

  /**
   * @throws ConfigError where an address is literal text inside an expression or in another stack, a secret would go through
   * a state, Cloudflare's provider refuses a value, or `importFrom` has an address that no resource has.
   */
  override toTerraform(): unknown {
    importFrom(this, this.existing);
    const json = super.toTerraform() as object;
    refuseLiteralReferences(this.node.id, json);
    refuseForeignReferences(this.node.id, json, this.others());
    refuseCloudflareArguments(this.node.id, json);
    return json;
  }

  override prepareStack(): void {
    dependOnStacks(this);
    super.prepareStack();
  }

  override registerOutgoingCrossStackReference(identifier: string): TerraformOutput {
    const output = super.registerOutgoingCrossStackReference(identifier);
    // Terraform refuses an output that holds what a provider calls sensitive, unless the output is called so too.
    output.sensitive = undefined;
    this.outputsForStacks.set(output.friendlyUniqueId, identifier);
    return output;
  }

  /** Path of the construct with a Terraform address. */
  constructAt(address: string): string | undefined {
    return this.addresses.get(address);
  }

  /** What an output for other stacks reads, by the output's name. */
  handedOver(output: string): string | undefined {
    return this.outputsForStacks.get(output);
  }

  private others(): EnvStack[] {
    return this.node.root.node.findAll().filter((each): each is EnvStack => each instanceof EnvStack && each !== this);
  }

  /** Declares stack outputs; names are turned into snake_case. */
  protected outputs(values: Readonly<Record<string, unknown>>): void {
    for (const [name, value] of Object.entries(values)) {
      new TerraformOutput(this, snakeCase(name), { value, staticId: true });
    }
  }

  /** The construct's path, joined by underscores: the part of the address after the type. */
  protected override allocateLogicalId(element: TerraformElement): string {
    const path = element.node.scopes.slice(element.node.scopes.indexOf(this) + 1).map((scope) => scope.node.id);
    const logicalId = path.join('_').replace(/[^A-Za-z0-9_]/g, '_');
    const address = `${typeOf(element)}.${logicalId}`;
    const owner = this.addresses.get(address);
    if (owner !== undefined && owner !== element.node.path) {
      throw new Error(
        `Two constructs have the Terraform address ${address}: "${owner}" and "${element.node.path}". Rename one of them.`,
      );
    }
    this.addresses.set(address, element.node.path);
    return logicalId;
  }
}

/** The part of an address before the name: a resource, a data source and an ephemeral block of one name do not meet. */
function typeOf(element: TerraformElement): string {
  const type = (element as Partial<TerraformResource>).terraformResourceType ?? element.constructor.name;
  if (element instanceof TerraformDataSource) return `data.${type}`;
  return element instanceof EphemeralResource ? `ephemeral.${type}` : type;
}
