import { DescribeServicesCommand, ListTasksCommand, type ECSClient, type Service } from '@aws-sdk/client-ecs';
import { watchRollout, type Outcome, type Expected } from './watch';

/** Answers each description with the next of a list, and goes on with the last. */
function ecs(answers: readonly Partial<Service>[][]): ECSClient & { readonly asked: string[][] } {
  let at = 0;
  const asked: string[][] = [];
  const send = (command: unknown): Promise<object> => {
    if (command instanceof DescribeServicesCommand) {
      asked.push(command.input.services ?? []);
      return Promise.resolve({ services: answers[Math.min(at++, answers.length - 1)] });
    }
    if (command instanceof ListTasksCommand) return Promise.resolve({ taskArns: ['task'] });
    const containers = [{ name: 'app', exitCode: 137, reason: 'OutOfMemoryError' }];
    return Promise.resolve({ tasks: [{ stoppedReason: 'Essential container in task exited', containers }] });
  };
  return { send, asked } as unknown as ECSClient & { asked: string[][] };
}

const service = (serviceName: string, running: number, rolloutState = 'COMPLETED'): Partial<Service> => ({
  serviceName,
  status: 'ACTIVE',
  desiredCount: 1,
  runningCount: running,
  deployments: [{ status: 'PRIMARY', rolloutState: rolloutState as 'COMPLETED' }],
});
const expected = (...names: string[]): Expected[] =>
  names.map((name) => ({ cluster: 'c', name, taskDefinitionArn: undefined }));
const states = (outcomes: readonly Outcome[]): string[] => outcomes.map(({ name, state }) => `${name} ${state}`);

test('waits until all are stable, and says each change once', async () => {
  const lines: string[] = [];
  const client = ecs([
    [service('a', 0), service('b', 1)],
    [service('a', 0), service('b', 1)],
    [service('a', 1), service('b', 1)],
  ]);
  const outcomes = await watchRollout(client, expected('a', 'b'), {
    timeoutMs: 1000,
    pollMs: 1,
    onChange: (line) => lines.push(line),
  });
  expect(states(outcomes)).toEqual(['a stable', 'b stable']);
  expect(lines).toHaveLength(3);
  expect(client.asked).toHaveLength(3);
});

test('gives up after its time', async () => {
  const outcomes = await watchRollout(ecs([[service('a', 0)]]), expected('a'), { timeoutMs: 10, pollMs: 2 });
  expect(states(outcomes)).toEqual(['a waiting']);
});

test('goes on for the others when one failed, and says why its tasks stopped', async () => {
  const client = ecs([
    [service('a', 0, 'FAILED'), service('b', 0)],
    [service('a', 0, 'FAILED'), service('b', 1)],
  ]);
  const outcomes = await watchRollout(client, expected('a', 'b'), { timeoutMs: 1000, pollMs: 1 });
  expect(states(outcomes)).toEqual(['a failed', 'b stable']);
  expect(outcomes[0]?.stopped).toEqual(['Essential container in task exited; app OutOfMemoryError']);
  expect(outcomes[1]?.stopped).toEqual([]);
});

test('asks for ten services at once, as many as AWS takes', async () => {
  const names = Array.from({ length: 12 }, (_, i) => `s${i}`);
  const client = ecs([names.map((name) => service(name, 1))]);
  await watchRollout(client, expected(...names), { timeoutMs: 10, pollMs: 1 });
  expect(client.asked.map(({ length }) => length)).toEqual([10, 2]);
});
