import {
  APPLICATION_CONTAINERS,
  contractOf,
  runtimeOf,
  SERVICES,
  type Application,
  type ContractVariable,
} from '@restartix/platform';
import { ENV_NAMES, ENVIRONMENTS, type EnvName } from '../environments';
import { markdownTable } from '../markdown-table';
import { containersOf, secretOf, shownValue } from './containers';

const CONTAINERS = Object.fromEntries(ENV_NAMES.map((name) => [name, containersOf(ENVIRONMENTS[name])]));

/** What applications get and must do, from the table that the task definitions are made of and from the synthesized ones. */
export function applicationContractPage(generated: string): string {
  return [
    '# What an application gets, and what it must do',
    generated,
    'For who writes or packages an application. The task definitions are made of the table below; a test compares them with this page. A new value is a row in [`libs/platform/src/contract`](../libs/platform/src/contract): [CONTRIBUTING.md](../CONTRIBUTING.md#add-a-value) says how.',
    '## The container',
    markdownTable(
      ['application', 'runtime', 'port', 'health check', 'command', 'user', 'writable folders', 'seconds to stop'],
      APPLICATION_CONTAINERS.map(containerRow),
    ),
    RULES,
    ...APPLICATION_CONTAINERS.flatMap((application) => [
      `## Variables of ${application}`,
      markdownTable(
        ['variable', 'what', ...ENV_NAMES],
        contractOf(application).map((variable) => variableRow(application, variable)),
      ),
    ]),
    '',
  ].join('\n\n');
}

function containerRow(application: Application): string[] {
  const { name, user, writablePaths, stopTimeoutSeconds } = runtimeOf(application);
  const service = application === 'migrations' ? undefined : SERVICES[application];
  const { command } = CONTAINERS['staging']!.get(application)!;
  return [
    application,
    name,
    service ? String(service.port) : '',
    service ? code(service.healthCheckPath) : '',
    command ? code(command.join(' ')) : '',
    code(user),
    writablePaths.map(code).join(', '),
    String(stopTimeoutSeconds),
  ];
}

function variableRow(application: Application, variable: ContractVariable): string[] {
  return [code(variable.name), variable.what, ...ENV_NAMES.map((env) => example(env, application, variable))];
}

function example(env: EnvName, application: Application, { matches, isSecret }: ContractVariable): string {
  const container = CONTAINERS[env]!.get(application)!;
  if (isSecret) {
    const found = container.secrets.filter(({ name }) => matches(name));
    return found.map(({ valueFrom }) => fromSecret(env, valueFrom)).join(', ');
  }
  const found = container.environment.find(({ name }) => matches(name));
  return found ? code(shownValue(ENVIRONMENTS[env], found.value)) : '';
}

function fromSecret(env: EnvName, valueFrom: string): string {
  const { secret, key } = secretOf(ENVIRONMENTS[env], valueFrom);
  return `${code(key)} of ${code(secret)}`;
}

function code(text: string): string {
  return `\`${text}\``;
}

const RULES = `- **Port.** A service listens on \`PORT\` on every address. The load balancer sends plain HTTP.
- **Health.** The path answers 200 as soon as requests can be served, within 5 seconds, without a log-in, and without asking the database: a database that is down must not restart every task. Three failures in a row, 15 seconds apart, and the task is replaced.
- **Signals.** SIGTERM arrives when the load balancer sends no new requests any more (30 seconds after it began to drain). Finish what is in flight, close connections, exit with 0. SIGKILL comes the given seconds later. An init process is PID 1: it passes signals on and reaps children.
- **User.** The task definition sets the user, whatever the image says. Files that the process reads must be readable to it.
- **File system.** The root file system is read-only, except for a service with \`exec: true\` in its environment's \`config.ts\`: the session agent of ECS Exec writes to it. The writable folders are volumes that are empty when a task starts and are gone with it, 20 GiB together. They belong to root unless the image has a \`VOLUME\` there ([AWS](https://docs.aws.amazon.com/AmazonECS/latest/developerguide/bind-mounts.html)), so the image says, before its \`USER\`:

  \`\`\`text
  RUN install -d -m 1777 /tmp && install -d -o 1001 -g 1001 /app/.next/cache
  VOLUME ["/tmp", "/app/.next/cache"]
  \`\`\`

- **Migrations** run in Core API's image with the argument \`migrate\`, as the master user and past the pool, before a deployment changes a service. They exit with 0 when the schema is what the image needs, also when there is nothing to do. The services of the last deployment still run meanwhile: a change of the schema fits both.
- **Jobs** run in Core API's image with their name as the only argument ([\`schedules.ts\`](../libs/platform/src/schedules.ts)) and Core API's variables. Two runs of one job may meet; the second one must do no harm. Their database user makes no tables: \`audit-partition-roll\` calls a function that the migrations own and make \`SECURITY DEFINER\`, with its \`search_path\` set ([PostgreSQL](https://www.postgresql.org/docs/current/sql-createfunction.html#SQL-CREATEFUNCTION-SECURITY)).
- **Log.** Lines go to standard output and standard error, one JSON object each, without personal data and without secrets. They block when CloudWatch does: an audit trail with holes is none.
- **AWS.** Credentials come from the task's role by the SDK's default chain; no key is in any variable.
- **Secrets** are read when a task starts. A new value needs a restart, which \`npx nx run <env>:secrets set NAME\` offers. The application's own configuration must refuse to start without a variable that it needs, and name it.
- **Browsers.** \`NEXT_PUBLIC_…\` is inlined when Next.js builds, and one image goes from staging to production: read variables on the server when a request comes, and hand browsers what they need. \`CLERK_PUBLISHABLE_KEY\` goes to \`ClerkProvider\` and \`clerkMiddleware\` as \`publishableKey\`.
- **Encryption.** Write \`ENCRYPTION_KEY_VERSION\` beside everything that is encrypted with \`ENCRYPTION_KEY\`, and decrypt with the \`ENCRYPTION_KEY_V…\` of that number. During a rotation a version can be read before it is used and after: [the rotation](../libs/app-secrets/README.md#rotate-a-generated-key).
- **Architecture.** Images are for \`linux/amd64\`.`;
