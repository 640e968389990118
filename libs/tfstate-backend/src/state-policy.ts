import type { PolicyStatement } from '@restartix/core';
import { checkStatePolicy } from './tfstate-backend.checks';

/** `read` plans without locking, `write` plans and applies. */
export type StateAccess = 'read' | 'write';

export interface StatePolicyInput {
  /** Name of the bucket that holds the state, e.g. `restartix-tfstate`. */
  readonly bucketName: string;
  /** The environment whose state it is. */
  readonly env: string;
  /**
   * Object key of the state.
   * @default - `{env}/terraform.tfstate`
   */
  readonly key?: string;
  /**
   * Keys of the environment's further stacks, e.g. `staging/foundation.tfstate`.
   * @default [] - it has one stack
   */
  readonly furtherKeys?: readonly string[];
  readonly access: StateAccess;
  /**
   * Account that owns the bucket: a bucket of the same name that someone else has made is then not used.
   * @default - not checked
   */
  readonly accountId?: string;
  /**
   * ARN of the DynamoDB table, where clients older than Terraform 1.10 lock.
   * @default - none: S3 locks by itself
   */
  readonly lockTableArn?: string;
  /**
   * `aws` or `aws-us-gov`.
   * @default 'aws'
   */
  readonly partition?: string;
}

/**
 * What a role needs to use one environment's state and nobody else's, for any stack: the bucket itself may be another
 * stack's.
 *
 * @throws ConfigError when `env` or `key` would reach more than one state.
 */
export function statePolicy(input: StatePolicyInput): PolicyStatement[] {
  const {
    bucketName,
    env,
    key = `${env}/terraform.tfstate`,
    furtherKeys = [],
    access,
    accountId,
    lockTableArn,
  } = input;
  const keys = [key, ...furtherKeys];
  keys.forEach((each) => checkStatePolicy(bucketName, env, each));
  const bucket = `arn:${input.partition ?? 'aws'}:s3:::${bucketName}`;
  const states = keys.map((each) => `${bucket}/${each}`);
  // Which commit was deployed last, by whom, and whether that came to its end.
  const objects = states.flatMap((state) => [state, `${state}.last-deploy`]);
  const owned = accountId ? { 'aws:ResourceAccount': accountId } : undefined;

  const read: PolicyStatement[] = [
    {
      sid: 'ListState',
      actions: ['s3:ListBucket'],
      resources: [bucket],
      conditions: {
        // IfExists: S3 says that a state does not exist yet to those alone who may list, and asks that without a prefix.
        StringLikeIfExists: { 's3:prefix': [...new Set(keys.map(listedUnder)), WORKSPACES] },
        ...(owned ? { StringEquals: owned } : {}),
      },
    },
    {
      sid: 'ReadState',
      actions: ['s3:GetObject'],
      resources: objects,
      ...(owned ? { conditions: { StringEquals: owned } } : {}),
    },
  ];
  const write: PolicyStatement[] = [
    {
      sid: 'WriteState',
      actions: ['s3:PutObject'],
      resources: objects,
      ...(owned ? { conditions: { StringEquals: owned } } : {}),
    },
    {
      // The lock is an object beside the state: taken by writing it, released by deleting it.
      sid: 'HoldLock',
      actions: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'],
      resources: states.map((state) => `${state}.tflock`),
      ...(owned ? { conditions: { StringEquals: owned } } : {}),
    },
  ];
  const table = lockTableArn
    ? [inLockTable(lockTableArn, oneOrMore(keys.map((each) => `${bucketName}/${each}*`)), access)]
    : [];
  return access === 'read' ? [...read, ...table] : [...read, ...write, ...table];
}

/** Where Terraform's backend looks for workspaces at each init: https://developer.hashicorp.com/terraform/language/backend/s3 */
const WORKSPACES = 'env:/';

/** The folder of the key, or the key and its lock where it has none. */
function listedUnder(key: string): string {
  return key.includes('/') ? `${key.slice(0, key.lastIndexOf('/'))}/*` : `${key}*`;
}

const oneOrMore = (all: readonly string[]): string | readonly string[] => (all.length === 1 ? all[0]! : all);

/** Older clients keep a checksum of the state in the table too, and read it whenever they read the state. */
function inLockTable(tableArn: string, keys: string | readonly string[], access: StateAccess): PolicyStatement {
  return {
    sid: 'LockTable',
    actions: access === 'read' ? ['dynamodb:GetItem'] : ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:DeleteItem'],
    resources: [tableArn],
    conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': keys } },
  };
}
