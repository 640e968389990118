import type { AppSecret } from '@restartix/app-secrets';
import type { CacheRedis } from '@restartix/cache-redis';
import type { DatabaseOutputs } from '@restartix/core';

/** The environment's secrets: `restartix/{env}/{name}`. */
export type SecretName = 'database' | 'redis' | 'encryption' | 'clerk' | 'external' | 'email-bootstrap';

interface SecretSources {
  readonly database: DatabaseOutputs;
  readonly cache: CacheRedis;
  /** Where the connection pool answers. */
  readonly pool: { readonly host: string; readonly port: number };
}

/** What is in each secret: values that Terraform passes on unseen, values that AWS generates, or nothing yet. */
export function secretsOf({ database, cache, pool }: SecretSources): Record<SecretName, AppSecret> {
  return {
    database: {
      description: 'Connection strings: through the pool, and direct to the database',
      values: {
        DATABASE_URL: database.connectionUrlVia(pool.host, pool.port),
        DATABASE_DIRECT_URL: database.connectionUrl,
      },
    },
    redis: { description: 'Connection string of the cache', values: { REDIS_URL: cache.connectionUrl } },
    encryption: {
      description: 'Keys for columns and for backups',
      generate: { ENCRYPTION_KEY: { length: 64 }, BACKUP_ENCRYPTION_KEY: { length: 64 } },
    },
    clerk: { description: 'Clerk keys, set out of band' },
    external: { description: 'Third-party API keys, set out of band' },
    'email-bootstrap': { description: 'Initial e-mail provider, read once at the first boot; set out of band' },
  };
}
