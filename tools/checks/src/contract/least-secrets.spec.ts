import { ENV_NAMES, ENVIRONMENTS } from '../environments';
import { containersOf, secretName, secretOf } from './containers';

/** Which keys of which secrets each container gets from ECS, by the secret's name behind `restartix/{env}/`. */
const GETS: Readonly<Record<string, readonly string[]>> = {
  'core-api': [
    'clerk CLERK_PUBLISHABLE_KEY',
    'clerk CLERK_SECRET_KEY',
    'clerk CLERK_WEBHOOK_SIGNING_SECRET',
    'cloudflare-saas CLOUDFLARE_API_TOKEN',
    'database/app-v1 DATABASE_URL',
    'email-bootstrap EMAIL_BOOTSTRAP_FROM',
    'email-bootstrap EMAIL_BOOTSTRAP_PROVIDER',
    'encryption/v1 ENCRYPTION_KEY',
    'external DAILY_API_KEY',
    'redis REDIS_URL',
  ],
  'telemetry-api': ['database/app-v1 DATABASE_URL', 'redis REDIS_URL'],
  clinic: ['clerk CLERK_PUBLISHABLE_KEY', 'clerk CLERK_SECRET_KEY'],
  portal: ['clerk CLERK_PUBLISHABLE_KEY', 'clerk CLERK_SECRET_KEY'],
  console: ['clerk CLERK_PUBLISHABLE_KEY', 'clerk CLERK_SECRET_KEY'],
  // It logs in as its clients do.
  pgbouncer: ['database/app-v1 password'],
  // The master user: for the schema, and to make the users of applications.
  migrations: ['database DATABASE_DIRECT_URL'],
  'database-users': ['database DATABASE_DIRECT_URL', 'database/app-v1 password'],
  // These read their secrets themselves, by the role of the task.
  'backup-runner': [],
  'backup-restore': [],
  'db-tunnel': [],
};

/** Which secrets each role may read. A role reads a secret with all of its keys. */
const MAY_READ: Readonly<Record<string, readonly string[]>> = {
  core_api_execution: [
    'clerk',
    'cloudflare-saas',
    'database/app-v1',
    'email-bootstrap',
    'encryption/v1',
    'external',
    'redis',
  ],
  telemetry_api_execution: ['database/app-v1', 'redis'],
  clinic_execution: ['clerk'],
  portal_execution: ['clerk'],
  console_execution: ['clerk'],
  pgbouncer_execution: ['database/app-v1'],
  migrations_execution: ['database'],
  database_users_execution: ['database', 'database/app-v1'],
  backups_task_role: ['backup-encryption/v1', 'database'],
  // The pattern is for keys of backups from elsewhere, which a person puts there for a restore.
  backups_restore_role: ['backup-encryption/v1', 'database', 'restore/*'],
};

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
}

describe.each(ENV_NAMES)('in %s', (env) => {
  const environment = ENVIRONMENTS[env];
  const short = (secret: string): string => secret.replace(`restartix/${env}/`, '');

  it('each container gets these keys, and no other', () => {
    const found = [...containersOf(environment)].map(([name, { secrets }]) => {
      const keys = secrets.map(({ valueFrom }) => {
        const { secret, key } = secretOf(environment, valueFrom);
        return `${short(secret)} ${key}`;
      });
      return [name, [...new Set(keys)].sort()];
    });
    expect(Object.fromEntries(found)).toEqual(GETS);
  });

  it('each role may read these secrets, and no other', () => {
    const found: Record<string, string[]> = {};
    for (const [id, policy] of Object.entries(environment.synthesized.resources('aws_iam_role_policy'))) {
      const { Statement: statements } = JSON.parse(String(policy['policy'])) as { Statement: readonly Statement[] };
      const read = statements.filter(({ Action }) => [Action].flat().includes('secretsmanager:GetSecretValue'));
      if (read.length === 0) continue;
      const [, role = ''] = /^\$\{aws_iam_role\.([\w-]+)_role\.id\}$/.exec(String(policy['role'])) ?? [];
      const names = read
        .flatMap(({ Resource }) => [Resource].flat())
        .map((arn) => short(secretName(environment, arn.replace(/^arn:.*:secret:/, ''))));
      found[role] = [...new Set([...(found[role] ?? []), ...names])].sort();
      expect([id, role]).not.toEqual([id, '']);
    }
    expect(found).toEqual(MAY_READ);
  });
});
