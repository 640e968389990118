import type { ModuleConfig } from '@restartix/core';

/**
 * What happens to objects as they age.
 * - `none`: nothing; only old versions go
 * - `audit-archive`: Glacier Instant Retrieval after 90 days, Deep Archive after 365
 */
export type LifecycleStrategy = 'none' | 'audit-archive';

/** How long nobody can delete an object version. Give either `years` or `days`. */
export interface Retention {
  /**
   * `COMPLIANCE` binds everyone, AWS's support and the account's root included, until the time is over; `GOVERNANCE` can be
   * lifted with `s3:BypassGovernanceRetention`.
   */
  readonly mode: 'COMPLIANCE' | 'GOVERNANCE';
  /**
   * Years, 1 to 100.
   * @default - `days`
   */
  readonly years?: number;
  /**
   * Days, 1 to 36500.
   * @default - `years`
   */
  readonly days?: number;
}

/** Pages of the web that may use the bucket from a browser. */
export interface CorsRule {
  /** Origins of the pages, e.g. `https://console.restartix.pro`; `*` lets in any page of the web. */
  readonly allowedOrigins: readonly string[];
  /** What they may do. */
  readonly allowedMethods: readonly ('GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE')[];
  /** Headers that they may send. @default [] */
  readonly allowedHeaders?: readonly string[];
  /** Headers of the answer that they may read. @default [] */
  readonly exposeHeaders?: readonly string[];
  /**
   * Seconds that a browser keeps the answer.
   * @default - it asks each time
   */
  readonly maxAgeSeconds?: number;
}

/** Inputs of a bucket. */
export interface StorageS3Config extends ModuleConfig {
  /** The bucket's full name, unique in all of AWS, e.g. `restartix-uploads-staging`: it is not put together here. */
  readonly bucketName: string;
  readonly lifecycleStrategy: LifecycleStrategy;
  /**
   * Makes versions undeletable for the time of `retention`. It can be switched on for a bucket, and never off.
   * @default - true for `audit-archive`, false for `none`
   */
  readonly enableObjectLock?: boolean;
  /**
   * @default { mode: 'COMPLIANCE', years: 7 } where there is an object lock: what an audit trail must be kept for
   */
  readonly retention?: Retention;
  /**
   * ARN of the KMS key that encrypts the objects. One key is used for many objects (a bucket key), which cuts the calls to
   * KMS by up to 99 %.
   * @default - S3's own keys (SSE-S3)
   */
  readonly kmsKeyId?: string;
  /**
   * Days after which an overwritten or deleted version goes for good, 1 or more; without object lock.
   * @default 90
   */
  readonly noncurrentVersionDays?: number;
  /**
   * Pages of the web that may use the bucket from a browser, by a stable name.
   * @default {} - none
   */
  readonly cors?: Readonly<Record<string, CorsRule>>;
  /**
   * Where a record of each request goes: a bucket that admits S3's log delivery.
   * @default - nowhere
   */
  readonly accessLogs?: {
    /** Name of the bucket that gets the records. */
    readonly bucketName: string;
    /**
     * Key prefix of the records.
     * @default - the bucket's name and a slash
     */
    readonly prefix?: string;
  };
  /**
   * Sends an event for each change to EventBridge.
   * @default false
   */
  readonly eventBridgeNotifications?: boolean;
  /**
   * Lets a destroy delete the objects too. Refused with an object lock, under which it would fail half-way.
   * @default false
   */
  readonly forceDestroy?: boolean;
}

export const DEFAULT_RETENTION: Retention = { mode: 'COMPLIANCE', years: 7 };

/** The retention of a bucket with object lock; undefined for one without. */
export function retentionOf({
  lifecycleStrategy,
  enableObjectLock = lifecycleStrategy === 'audit-archive',
  retention = DEFAULT_RETENTION,
}: StorageS3Config): Retention | undefined {
  return enableObjectLock ? retention : undefined;
}
