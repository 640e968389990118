import type { PlanReport } from '@restartix/plan-report';
import type { Session } from '../run/session';
import { captured } from '../testing/fake-workspace';
import { keepUnfinished, unfinishedAmong, unfinishedIn } from './unfinished';

const QUEUE = 'aws_sqs_queue.jobs';
const DATABASE = 'aws_db_instance.main';
const report = (address: string, reason = 'replace_because_tainted', deposed?: string): Pick<PlanReport, 'changes'> =>
  ({
    changes: [{ address, type: address.split('.')[0], action: 'replace', reason, deposed }],
  }) as unknown as Pick<PlanReport, 'changes'>;

function terraform(): { session: Session; calls: string[] } {
  const calls: string[] = [];
  const resources = [
    { mode: 'managed', type: 'aws_sqs_queue', name: 'jobs', instances: [{ attributes: {}, status: 'tainted' }] },
    { mode: 'managed', type: 'aws_db_instance', name: 'main', instances: [{ attributes: { identifier: 'main' } }] },
  ];
  const run = (args: readonly string[]): Promise<object> => {
    calls.push(args.join(' '));
    return Promise.resolve({ code: 0, output: args[0] === 'state' ? JSON.stringify({ resources }) : '', log: 'log' });
  };
  return { session: { run } as unknown as Session, calls };
}

describe('what a deploy created and did not finish', () => {
  let printed: ReturnType<typeof captured>;
  beforeEach(() => (printed = captured()));
  afterEach(() => printed.restore());

  it('is kept and finished', async () => {
    const { session, calls } = terraform();
    expect(await keepUnfinished(session, unfinishedIn(report(QUEUE)), () => Promise.resolve(undefined))).toBe(true);
    expect(calls).toEqual(['state pull', `untaint ${QUEUE}`]);
    expect(printed.err()).toContain(
      `${QUEUE}: its creation did not finish in an earlier run. It exists: the plan keeps it`,
    );
  });

  it.each<[string, Pick<PlanReport, 'changes'>]>([
    ['replaced for another reason', report(QUEUE, 'replace_because_cannot_update')],
    ['left over by a replacement', report(QUEUE, 'replace_because_tainted', 'abcd1234')],
    ['no resource of AWS', report('terraform_data.final')],
  ])('is made anew when it is %s', async (_, plan) => {
    const { session, calls } = terraform();
    expect(await keepUnfinished(session, unfinishedIn(plan))).toBe(false);
    expect(calls).toEqual([]);
  });

  it.each([
    ['creating', true],
    ['available', true],
    ['failed', false],
    ['incompatible-network', false],
  ])('is asked of AWS where it can have failed: %s', async (status, kept) => {
    const { session, calls } = terraform();
    const asked: unknown[] = [];
    const statusOf = (type: string, attributes: object): Promise<string> => {
      asked.push([type, attributes]);
      return Promise.resolve(status);
    };
    expect(await keepUnfinished(session, unfinishedIn(report(DATABASE)), statusOf)).toBe(kept);
    expect(asked).toEqual([['aws_db_instance', { identifier: 'main' }]]);
    expect(calls.includes(`untaint ${DATABASE}`)).toBe(kept);
  });

  it('is known by the state where Terraform refuses to plan its replacement', async () => {
    const { session } = terraform();
    expect(await unfinishedAmong(session, [QUEUE, DATABASE])).toEqual([{ address: QUEUE, type: 'aws_sqs_queue' }]);
    expect(await unfinishedAmong(session, [DATABASE])).toEqual([]);
  });
});
