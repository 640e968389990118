import { countsOf, firstCreate } from './first-create';
import { Progress } from './progress';

const NETWORK = Array.from({ length: 59 }, (_, i) => `subnet_${i}`);
const block = (path: string): object => ({ '//': { metadata: { path } } });
const CONFIGURATION = {
  resource: {
    aws_subnet: Object.fromEntries(NETWORK.map((name) => [name, block(`staging/network/${name}`)])),
    aws_sqs_queue: { jobs: block('staging/queue/jobs') },
  },
};
const create = (address: string): never => ({ address, action: 'create' }) as never;
const CHANGES = [...NETWORK.map((name) => create(`aws_subnet.${name}[0]`)), create('aws_sqs_queue.jobs')];

it('counts the resources of each module', () => {
  const first = firstCreate({ changes: CHANGES }, CONFIGURATION)!;
  expect(countsOf(first)).toEqual(['  network 59, queue 1']);
  expect(countsOf(first, 12)).toEqual(['  network 59', '  queue 1']);
  expect(countsOf(firstCreate({ changes: CHANGES }, {})!)).toEqual(['  others 60']);
});

it.each([
  ['few', CHANGES.slice(21)],
  ['others than new ones', [...CHANGES, { address: 'aws_vpc.a', action: 'update' } as never]],
])('lists changes that are %s', (_, changes) => {
  expect(firstCreate({ changes }, CONFIGURATION)).toBeUndefined();
});

it('says of an apply what takes a second or more, and each module when it is whole', () => {
  let now = 0;
  const progress = new Progress(
    { kind: 'apply', total: 60, first: firstCreate({ changes: CHANGES }, CONFIGURATION) },
    () => now,
  );
  const apply = (address: string, milliseconds: number): string | undefined => {
    const hook = { resource: { addr: address }, action: 'create' };
    progress.take({ type: 'apply_start', hook });
    now += milliseconds;
    return progress.take({ type: 'apply_complete', hook });
  };
  const lines = CHANGES.slice(0, -1).map((_, i) => apply(`aws_subnet.${NETWORK[i]!}[0]`, i === 7 ? 1000 : 999));
  expect(lines.filter((line) => line !== undefined)).toEqual([
    '[ 8/60] aws_subnet.subnet_7[0] created in 1s',
    '[59/60] network: 59 created',
  ]);
  expect(apply('aws_sqs_queue.jobs', 3000)).toBe('[60/60] aws_sqs_queue.jobs created in 3s\n[60/60] queue: 1 created');
});
