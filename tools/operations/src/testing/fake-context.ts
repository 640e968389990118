import { Synthesis } from '@restartix/preflight';
import { awsClients, intercept, type AwsCall } from '../aws/clients';
import { contextOf, type Context } from '../context';

type Answer = (input: Readonly<Record<string, unknown>>) => unknown;

/** By the name of the command, e.g. `ListTasksCommand`. What is not named answers nothing. */
export type Answers = Readonly<Record<string, Answer>>;

interface FakeEnvironment extends Partial<Pick<Context, 'isProtected' | 'ask' | 'target'>> {
  readonly env?: string;
  readonly answers?: Answers;
  readonly verbose?: boolean;
  readonly json?: Readonly<Record<string, unknown>>;
}

export interface FakeContext extends Context {
  /** What the command printed on standard output. */
  readonly out: string[];
  /** What it said on standard error, command lines of the AWS CLI included. */
  readonly err: string[];
  readonly calls: AwsCall[];
  /** The inputs of the calls of a command, by its name. */
  readonly inputsOf: (command: string) => AwsCall['input'][];
}

/** An environment in an account that answers as it is told, through AWS's real clients. */
export function fakeContext({
  env = 'staging',
  answers = {},
  verbose = false,
  json,
  ...rest
}: FakeEnvironment = {}): FakeContext {
  const calls: AwsCall[] = [];
  const [out, err]: [string[], string[]] = [[], []];
  const access = { region: 'eu-central-1' };
  const aws = awsClients(access);
  const synthesis = json && new Synthesis(json);
  const say = (line: string): void => void err.push(line);
  const context = contextOf({ env, local: false, verbose, access, synthesis, project: 'restartix', aws, say });
  intercept(aws, (call) => {
    calls.push(call);
    return Promise.resolve().then(() => ({
      output: { $metadata: {}, ...(answers[call.command]?.(call.input) as object | undefined) },
      response: {},
    }));
  });
  return {
    ...context,
    print: (line) => void out.push(line),
    ask: () => Promise.resolve(undefined),
    ...rest,
    ...{ out, err, calls },
    inputsOf: (command) => calls.filter((call) => call.command === command).map(({ input }) => input),
  };
}

/** A refusal by AWS. */
export function refuse(name: string, message = 'no'): Answer {
  return () => {
    throw Object.assign(new Error(message), { name, $metadata: {} });
  };
}
