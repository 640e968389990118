import type { AppSecret, GeneratedSecret } from '@restartix/app-secrets';
import type { CacheRedis } from '@restartix/cache-redis';
import type { DatabaseOutputs } from '@restartix/core';

/** The environment's secrets: `restartix/{env}/{name}`. */
export type SecretName =
  'database' | 'redis' | 'encryption' | 'backup-encryption' | 'clerk' | 'external' | 'email-bootstrap';

/** An environment variable that ECS fills from Secrets Manager. Each is one key of one secret. */
export type SecretVariable =
  | 'DATABASE_URL'
  | 'DATABASE_DIRECT_URL'
  | 'REDIS_URL'
  | 'ENCRYPTION_KEY'
  | 'CLERK_SECRET_KEY'
  | 'CLERK_PUBLISHABLE_KEY'
  | 'CLERK_WEBHOOK_SIGNING_SECRET'
  | 'DAILY_API_KEY'
  | 'EMAIL_BOOTSTRAP_PROVIDER'
  | 'EMAIL_BOOTSTRAP_FROM'
  | 'CLOUDFLARE_API_TOKEN';

/** Those that AWS generates. */
export type GeneratedName = Extract<SecretName, 'encryption' | 'backup-encryption'>;

/** The versions of a generated key, and the one to encrypt with. */
export type GeneratedVersions = Required<Pick<GeneratedSecret['generate'], 'versions' | 'current'>>;

interface SecretSources {
  readonly database: DatabaseOutputs;
  readonly cache: CacheRedis;
  readonly keyVersions?: Readonly<Partial<Record<GeneratedName, GeneratedVersions>>>;
}

/** What is in each secret: values that Terraform passes on unseen, values that AWS generates, or what a person has to set. */
export function secretsOf({ database, cache, keyVersions }: SecretSources): Record<SecretName, AppSecret> {
  return {
    database: {
      description: 'Connection string of the master user, direct to the database',
      values: { DATABASE_DIRECT_URL: database.connectionUrl },
    },
    redis: { description: 'Connection string of the cache', values: { REDIS_URL: cache.connectionUrl } },
    encryption: {
      description: 'Key for columns of the database',
      generate: { key: 'ENCRYPTION_KEY', length: 64, ...keyVersions?.encryption },
    },
    'backup-encryption': {
      description: 'Key for backups',
      generate: { key: 'BACKUP_ENCRYPTION_KEY', length: 64, ...keyVersions?.['backup-encryption'] },
    },
    ...SET_BY_HAND,
  };
}

/**
 * What a person sets after the first apply. A new key is a line here, a `SecretVariable` with its row in `contract/secret-variables.ts`,
 * and a name in `secrets` of the service that reads it.
 */
export const SET_BY_HAND = {
  clerk: {
    description: 'Clerk keys, set out of band',
    keys: {
      CLERK_SECRET_KEY: 'Secret key of this environment in Clerk: dashboard.clerk.com, API keys ("sk_live_...")',
      CLERK_PUBLISHABLE_KEY: 'Publishable key of the same instance ("pk_live_...")',
      CLERK_WEBHOOK_SIGNING_SECRET: 'Signing secret of the webhook to Core API: Clerk, Webhooks ("whsec_...")',
    },
  },
  external: {
    description: 'Third-party API keys, set out of band',
    keys: { DAILY_API_KEY: 'API key of the Daily.co domain: dashboard.daily.co, Developers' },
  },
  'email-bootstrap': {
    description: 'Initial e-mail provider, read once at the first boot; set out of band',
    keys: {
      EMAIL_BOOTSTRAP_PROVIDER: 'Kind of the first provider: "ses"',
      EMAIL_BOOTSTRAP_FROM: 'Sender of the first mails, an address of the sender domain',
    },
  },
} satisfies Record<string, AppSecret>;
