import type { PlanReport, ReportedChange } from '@restartix/plan-report';
import type { Session } from '../run/session';
import { captured } from '../testing/fake-workspace';
import { sayMadeTwice } from './made-twice';

const session = {} as Session;
const SINCE = new Date('2026-11-20T10:00:00Z');
const created = (address: string, action = 'create'): ReportedChange =>
  ({ address, type: address.split('.')[0], action }) as unknown as ReportedChange;

async function said(
  changes: readonly ReportedChange[],
  found: readonly { id: string; remove?: string }[],
): Promise<{ text: string; asked: unknown[] }> {
  const printed = captured();
  const asked: unknown[] = [];
  await sayMadeTwice(session, { changes }, SINCE, {
    candidates: (report: Pick<PlanReport, 'changes'>, since) => {
      asked.push([report.changes.map(({ address }) => address), since]);
      return Promise.resolve(found.length > 0 ? [{ to: 'aws_eip.nat', found }] : []);
    },
    imports: () => Promise.reject(new Error('imports nothing')),
  });
  printed.restore();
  return { text: printed.err(), asked };
}

describe('what an apply made twice, since an answer was lost', () => {
  it('is named after it, with the command that removes it', async () => {
    const remove = 'aws ec2 release-address --allocation-id eipalloc-1';
    const { text, asked } = await said([created('aws_eip.nat')], [{ id: 'eipalloc-1', remove }]);
    expect(text).toContain(`Made twice: `);
    expect(text).toContain(`  aws_eip.nat: ${remove}`);
    expect(asked).toEqual([[['aws_eip.nat'], SINCE]]);
  });

  it('is nothing where AWS has no more than the state', async () => {
    expect((await said([created('aws_eip.nat')], [])).text).toBe('');
  });

  it('is not asked for where the apply made none of what AWS makes twice', async () => {
    const changes = [created('aws_sqs_queue.jobs'), created('aws_eip.nat', 'update')];
    expect((await said(changes, [])).asked).toEqual([]);
  });
});
