import { existsSync, readFileSync } from 'node:fs';
import { ToolError } from '@restartix/kit';
import { isConfigured, type IsConfigured, type ResourceBlocks } from '@restartix/plan-report';
import type { EnvPaths } from './paths';

type Json = Readonly<Record<string, unknown>>;

/** What the runner needs to know of a synthesized `cdk.tf.json`. */
export interface Configuration {
  readonly backend: S3BackendBlock;
  readonly requiredProviders: Readonly<Record<string, RequiredProvider>>;
  /** The AWS provider's blocks: the default one and those with an alias. */
  readonly awsProviders: readonly AwsProviderBlock[];
  /** The only accounts that the default AWS provider accepts; none: any. */
  readonly accounts: readonly string[];
  /** Address of the bucket that this stack makes and that its own backend names. */
  readonly stateBucketAddress: string | undefined;
  /** The states of other stacks that this one reads, by the name of the data source. */
  readonly remoteStates: Readonly<Record<string, RemoteState>>;
  readonly isConfigured: IsConfigured;
  /** What the environment's own code allows to lose or to interrupt. */
  readonly allowances: readonly Allowance[];
}

/** Approval of one resource's loss of data or outage, from `apps/<env>/src/allow.ts`. */
export interface Allowance {
  readonly address: string;
  readonly reason: string;
  /** The last day, `YYYY-MM-DD` in UTC. */
  readonly until: string;
}

type Synthesized = Pick<EnvPaths, 'env' | 'name' | 'configuration'>;

/** Arguments of the S3 backend. */
export type RemoteState = Json;

interface S3BackendBlock {
  readonly bucket: string;
  readonly key: string;
  readonly region: string;
}

export interface AwsProviderBlock extends Json {
  readonly alias?: string;
  readonly region?: string;
  readonly allowed_account_ids?: readonly string[];
}

export interface RequiredProvider {
  readonly source: string;
  readonly version?: string;
}

/** @throws ToolError when the environment was not synthesized. */
export function readConfiguration(paths: Synthesized): Configuration {
  return parseConfiguration(paths.name, readJson(paths));
}

/** The synthesized `cdk.tf.json` itself. @throws ToolError when the environment was not synthesized. */
export function readJson({ env, name, configuration }: Synthesized): Json {
  if (!existsSync(configuration)) {
    throw new ToolError(`${name} is not synthesized: ${configuration} is missing.`, `Run npx nx run ${env}:synth.`);
  }
  return parsed(configuration);
}

function parsed(file: string): Json {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Json;
  } catch (error) {
    throw new ToolError(
      `${file} is not JSON: ${(error as Error).message}.`,
      'Synthesize it again: npx nx reset, then the synth target.',
    );
  }
}

/** @throws ToolError when the stack keeps its state elsewhere than in S3. */
export function parseConfiguration(env: string, json: Json): Configuration {
  const terraform = (json['terraform'] ?? {}) as {
    backend?: { s3?: S3BackendBlock };
    required_providers?: Record<string, RequiredProvider>;
  };
  const backend = terraform.backend?.s3;
  if (!backend) {
    throw new ToolError(`${env} has no S3 backend.`, 'Make its stack an EnvStack of @restartix/core.');
  }
  const resources = (json['resource'] ?? {}) as ResourceBlocks;
  const buckets = resources['aws_s3_bucket'] ?? {};
  const owned = Object.keys(buckets).find((name) => buckets[name]?.['bucket'] === backend.bucket);
  const awsProviders = blocks((json['provider'] as Json | undefined)?.['aws']);
  return {
    backend,
    requiredProviders: terraform.required_providers ?? {},
    awsProviders,
    accounts: awsProviders.find(({ alias }) => !alias)?.allowed_account_ids ?? [],
    stateBucketAddress: owned && `aws_s3_bucket.${owned}`,
    remoteStates: remoteStatesIn(json),
    isConfigured: isConfigured(resources),
    allowances: (json['//'] as { allow?: Allowance[] } | undefined)?.allow ?? [],
  };
}

function remoteStatesIn(json: Json): Record<string, RemoteState> {
  const { terraform_remote_state: blocks = {} } = (json['data'] ?? {}) as {
    terraform_remote_state?: Record<string, { backend?: string; config?: RemoteState }>;
  };
  const inS3 = Object.entries(blocks).filter(([, { backend }]) => backend === 's3');
  return Object.fromEntries(inS3.map(([name, { config = {} }]) => [name, config]));
}

/** JSON configuration allows one block or a list of blocks. */
function blocks(value: unknown): AwsProviderBlock[] {
  if (value === undefined) return [];
  return (Array.isArray(value) ? value : [value]) as AwsProviderBlock[];
}
