import { AppSecrets } from '@restartix/app-secrets';
import { CacheRedis } from '@restartix/cache-redis';
import type { DatabaseOutputs, EnvStack } from '@restartix/core';
import { StorageS3 } from '@restartix/storage-s3';
import type { Foundation } from './foundation';
import type { PlatformConfig } from './platform.config';
import { secretsOf, type SecretName } from './secrets';
import { PGBOUNCER } from './services';

/** Where the platform keeps what it knows. */
export interface Data {
  readonly database: DatabaseOutputs;
  readonly cache: CacheRedis;
  readonly secrets: AppSecrets<SecretName>;
  readonly uploads: StorageS3;
  readonly auditArchive: StorageS3;
}

/** Cache, secrets and buckets. */
export function dataOf(
  stack: EnvStack,
  config: PlatformConfig,
  { foundation, database }: { readonly foundation: Foundation; readonly database: DatabaseOutputs },
): Data {
  const { key, network, cluster } = foundation;
  const kmsKeyId = key.keyArn;
  const cache = new CacheRedis(stack, 'cache', { ...config.cache, ...network.placement('redis'), kmsKeyId });
  const pool = { host: `pgbouncer.${cluster.namespace.namespaceName}`, port: PGBOUNCER.port };
  return {
    database,
    cache,
    secrets: new AppSecrets(stack, 'app-secrets', {
      ...config.secrets,
      kmsKeyId,
      secrets: secretsOf({ database, cache, pool }),
    }),
    uploads: new StorageS3(stack, 'uploads-bucket', {
      bucketName: `${stack.project}-uploads-${stack.env}`,
      lifecycleStrategy: 'none',
      kmsKeyId,
    }),
    auditArchive: new StorageS3(stack, 'audit-archive-bucket', {
      bucketName: `${stack.project}-audit-archive-${stack.env}`,
      lifecycleStrategy: 'audit-archive',
      enableObjectLock: true,
      kmsKeyId,
    }),
  };
}
