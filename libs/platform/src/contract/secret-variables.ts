import type { SecretReference } from '@restartix/ecs-service';
import { SET_BY_HAND, type SecretVariable } from '../secrets';
import type { Facts } from './facts';

/** Where a variable comes from. */
export interface SecretSource {
  /** What it is for, as the page says it. */
  readonly what: string;
  /** The variables: one, or of a generated key one for each version too. */
  readonly variables: (facts: Facts) => Readonly<Record<string, SecretReference>>;
  /**
   * Names of the further variables, as the page says them.
   * @default - none
   */
  readonly versions?: { readonly pattern: RegExp; readonly name: string; readonly what: string };
}

/** Every secret variable. Who gets it is in `services.ts`. */
export const SECRET_VARIABLES: Readonly<Record<SecretVariable, SecretSource>> = {
  DATABASE_URL: {
    what: 'Connection string through the pool, in transaction mode with TLS (`require`: the certificate has no name), as a user who changes rows and no tables. No SQL `PREPARE` that outlives a transaction (a driver’s prepared statements may), no `LISTEN`, no `SET` without `LOCAL`. A connection lives 90 seconds at most: a pool that is replaced waits for 105.',
    variables: ({ databaseUrl }) => ({ DATABASE_URL: databaseUrl }),
  },
  DATABASE_DIRECT_URL: {
    what: 'Connection string of the master user, past the pool. For changes of the schema alone.',
    variables: ({ databaseDirectUrl }) => ({ DATABASE_DIRECT_URL: databaseDirectUrl }),
  },
  REDIS_URL: {
    what: 'Connection string of the cache, with TLS.',
    variables: ({ secrets }) => secrets.variables('redis').secrets,
  },
  ENCRYPTION_KEY: {
    what: 'Key to encrypt columns with: 64 letters and digits.',
    variables: ({ secrets }) => secrets.variables('encryption').secrets,
    versions: {
      pattern: /^ENCRYPTION_KEY_V[1-9]\d*$/,
      name: 'ENCRYPTION_KEY_V{version}',
      what: 'Every version that can be read, the current one too. Decrypt with the one whose number is beside the value.',
    },
  },
  CLERK_SECRET_KEY: byHand('clerk', 'CLERK_SECRET_KEY'),
  CLERK_PUBLISHABLE_KEY: byHand('clerk', 'CLERK_PUBLISHABLE_KEY'),
  CLERK_WEBHOOK_SIGNING_SECRET: byHand('clerk', 'CLERK_WEBHOOK_SIGNING_SECRET'),
  DAILY_API_KEY: byHand('external', 'DAILY_API_KEY'),
  EMAIL_BOOTSTRAP_PROVIDER: byHand('email-bootstrap', 'EMAIL_BOOTSTRAP_PROVIDER'),
  EMAIL_BOOTSTRAP_FROM: byHand('email-bootstrap', 'EMAIL_BOOTSTRAP_FROM'),
  CLOUDFLARE_API_TOKEN: {
    what: 'Token that registers customers’ own domains in `CLOUDFLARE_ZONE_ID`.',
    variables: ({ cloudflareToken }) => ({ CLOUDFLARE_API_TOKEN: cloudflareToken }),
  },
};

/** A key that a person sets; what it is, is said where it is declared. */
function byHand<Name extends keyof typeof SET_BY_HAND>(
  name: Name,
  key: string & keyof (typeof SET_BY_HAND)[Name]['keys'],
): SecretSource {
  const what: Readonly<Record<string, string>> = SET_BY_HAND[name].keys;
  return {
    what: `${what[key]!}.`,
    variables: ({ secrets }) => ({ [key]: { arn: secrets.arns[name], jsonKey: key } }),
  };
}
