import { SERVICE_NAMES } from '@restartix/platform';
import { Synthesized } from '@restartix/testing';
import { ENV_NAMES, ENVIRONMENTS } from '../environments';
import { containersOf, secretName, secretOf, type Container } from './containers';

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

/** Which secrets the roles of running tasks may read. A role reads a secret with all of its keys. */
const TASKS_READ: Readonly<Record<string, readonly string[]>> = {
  backups_task_role_role: ['backup-encryption/v1', 'database'],
  // The pattern is for keys of backups from elsewhere, which a person puts there for a restore.
  backups_restore_role_role: ['backup-encryption/v1', 'database', 'restore/*'],
};

/** What no service gets: the master user, and what decrypts backups. */
const NOT_FOR_SERVICES = ['database', 'backup-encryption/v1'];

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
}

describe.each(ENV_NAMES)('in %s', (env) => {
  const environment = ENVIRONMENTS[env];
  const { synthesized } = environment;
  const short = (secret: string): string => secret.replace(`restartix/${env}/`, '');
  const secretsOf = ({ secrets }: Container): { secret: string; key: string }[] =>
    secrets
      .map(({ valueFrom }) => secretOf(environment, valueFrom))
      .map((each) => ({ ...each, secret: short(each.secret) }));
  const containers = [...containersOf(environment).values()];
  const sorted = (texts: readonly string[]): string[] => [...new Set(texts)].sort();

  it('each container gets these keys, and no other', () => {
    // A new service has its line in the registry, and what follows here holds for it too.
    const isNew = (name: string): boolean => !(name in GETS) && SERVICE_NAMES.some((service) => service === name);
    const found = containers
      .filter(({ name }) => !isNew(name))
      .map((container) => [container.name, sorted(secretsOf(container).map(({ secret, key }) => `${secret} ${key}`))]);
    expect(Object.fromEntries(found)).toEqual(GETS);
  });

  it.each(SERVICE_NAMES)('%s gets neither the master user nor a key of backups', (name) => {
    const container = containers.find((each) => each.name === name)!;
    expect(secretsOf(container).filter(({ secret }) => NOT_FOR_SERVICES.includes(secret))).toEqual([]);
  });

  /** The secrets that each role's policies let it read. */
  const readable = (): Map<string, string[]> => {
    const found = new Map<string, string[]>();
    for (const policy of Object.values(synthesized.resources('aws_iam_role_policy'))) {
      const { Statement: statements } = JSON.parse(String(policy['policy'])) as { Statement: readonly Statement[] };
      const arns = statements
        .filter(({ Action }) => [Action].flat().includes('secretsmanager:GetSecretValue'))
        .flatMap(({ Resource }) => [Resource].flat());
      const names = arns.map((arn) => short(secretName(environment, arn.replace(/^arn:.*:secret:/, ''))));
      const role = roleOf(policy['role']);
      if (names.length > 0) found.set(role, sorted([...(found.get(role) ?? []), ...names]));
    }
    return found;
  };

  it('a role that starts tasks may read what their containers get, a role of running tasks what is listed here', () => {
    const definitions = Object.values(synthesized.resources('aws_ecs_task_definition'));
    const starting = definitions.map((definition) => {
      const own = Synthesized.parse(definition['container_definitions']) as unknown as { name: string }[];
      const got = containers.filter(({ name }) => own.some((each) => each.name === name)).flatMap(secretsOf);
      return [roleOf(definition['execution_role_arn']), sorted(got.map(({ secret }) => secret))] as const;
    });
    const expected = new Map([...starting.filter(([, secrets]) => secrets.length > 0), ...Object.entries(TASKS_READ)]);
    expect(Object.fromEntries(readable())).toEqual(Object.fromEntries(expected));
  });
});

/** `core_api_execution_role`, from what refers to it. */
function roleOf(reference: unknown): string {
  const [, role] = /^\$\{aws_iam_role\.([\w-]+)\.(?:id|arn)\}$/.exec(String(reference)) ?? [];
  if (role === undefined) throw new Error(`${String(reference)} is no reference to a role`);
  return role;
}
