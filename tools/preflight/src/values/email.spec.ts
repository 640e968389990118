import { fakeContext } from '../testing/fake-account';
import { linesOf } from '../testing/findings';
import { emailCheck } from './email';

const lines = (account: object): Promise<string[]> =>
  linesOf(
    fakeContext({ resource: { aws_sesv2_email_identity: { id: {} } }, answers: { GetAccountCommand: () => account } }),
    {
      name: 'mail',
      checks: [emailCheck],
    },
  );
const GOOD = {
  ProductionAccessEnabled: true,
  SendingEnabled: true,
  EnforcementStatus: 'HEALTHY',
  SendQuota: { Max24HourSend: 50_000, SentLast24Hours: 39_999 },
};

describe('mail', () => {
  it('is ok outside the sandbox with room in the quota', async () => {
    expect(await lines(GOOD)).toEqual(['ok: SES quota: 39999 of 50000 mails sent in 24 hours']);
  });

  it('is warned about in the sandbox, near the quota, and fails while it is paused', async () => {
    expect(await lines({ ...GOOD, ProductionAccessEnabled: false })).toContain(
      'warning: SES: in the sandbox: mail reaches verified addresses alone',
    );
    expect(await lines({ ...GOOD, SendQuota: { Max24HourSend: 200, SentLast24Hours: 160 } })).toEqual([
      'warning: SES quota: 160 of 200 mails sent in 24 hours',
    ]);
    expect(await lines({ ...GOOD, EnforcementStatus: 'SHUTDOWN' })).toContain(
      'failure: SES: sending is paused (SHUTDOWN)',
    );
  });
});
