import { awsClients, type Aws, type Context } from '../context';
import { Synthesis, type Block } from '../synthesis';

type Answer = (input: Readonly<Record<string, unknown>>) => unknown;

/** By the name of the command, e.g. `DescribeVpcsCommand`. What is not named answers nothing. */
export type Answers = Readonly<Record<string, Answer>>;

/** A refusal by AWS. */
export function refusal(name: string, message = 'no'): Error {
  return Object.assign(new Error(message), { name });
}

export function refuse(name: string, message?: string): Answer {
  return () => {
    throw refusal(name, message);
  };
}

interface FakeAccount extends Partial<Omit<Context, 'synthesis' | 'aws'>> {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Block>>>>;
  readonly provider?: Block;
  readonly answers?: Answers;
}

const TAGS = { Project: 'restartix', Environment: 'staging' };
export const OWN = Object.entries(TAGS).map(([Key, Value]) => ({ Key, Value }));

/** An environment in an account that answers as it is told, through AWS's real clients. */
export function fakeContext({ resource = {}, provider = {}, answers = {}, ...rest }: FakeAccount): Context {
  return {
    env: 'staging',
    region: 'eu-central-1',
    account: { id: '123456789012', partition: 'aws' },
    synthesis: new Synthesis({
      terraform: { backend: { s3: { bucket: 'example-tfstate', region: 'eu-central-1' } } },
      provider: { aws: [{ region: 'eu-central-1', default_tags: [{ tags: TAGS }], ...provider }] },
      resource,
    }),
    aws: answering(answers),
    cloudflare: undefined,
    nx: (command, env = 'staging') => `npx nx run ${env}:${command}`,
    ...rest,
  };
}

function answering(answers: Answers): Aws {
  const aws = awsClients({ region: 'eu-central-1' });
  const { quotas } = aws;
  for (const client of Object.values(aws)) if (typeof client !== 'function') answer(client, answers);
  return { ...aws, quotas: (region) => answer(quotas(region), answers) };
}

interface Stack {
  readonly middlewareStack: {
    add(middleware: unknown, options: { step: 'initialize'; priority: 'high' }): void;
  };
}

/** Answers before a request is made. */
function answer<Client extends object>(client: Client, answers: Answers): Client {
  const middleware =
    (_: unknown, { commandName = '' }: { commandName?: string }) =>
    ({ input }: { input: Readonly<Record<string, unknown>> }) =>
      Promise.resolve().then(() => ({
        output: { $metadata: {}, ...(answers[commandName]?.(input) as object) },
        response: {},
      }));
  (client as unknown as Stack).middlewareStack.add(middleware, { step: 'initialize', priority: 'high' });
  return client;
}
