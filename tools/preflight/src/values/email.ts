import { GetAccountCommand } from '@aws-sdk/client-sesv2';
import { ask } from '../ask';
import type { Check } from '../check';
import { command } from '../command';
import { failure, ok, warning, type Finding } from '../finding';

export const emailCheck: Check = {
  subject: 'SES',
  concerns: ({ synthesis }) => synthesis.count('aws_sesv2_email_identity') > 0,
  run: async ({ aws: { ses }, region }) => {
    const { ProductionAccessEnabled, SendingEnabled, EnforcementStatus, SendQuota } = await ask('ses:GetAccount', () =>
      ses.send(new GetAccountCommand({})),
    );
    const { Max24HourSend: most = 0, SentLast24Hours: sent = 0 } = SendQuota ?? {};
    const found: Finding[] = [];
    if (SendingEnabled === false || EnforcementStatus === 'SHUTDOWN') {
      found.push(
        failure(
          'SES',
          `sending is paused (${EnforcementStatus ?? 'by the account'})`,
          command('aws', 'sesv2', 'get-account', '--region', region),
        ),
      );
    }
    if (!ProductionAccessEnabled) {
      const fix = [
        'aws',
        'sesv2',
        'put-account-details',
        '--region',
        region,
        '--production-access-enabled',
        '--mail-type',
        'TRANSACTIONAL',
      ];
      found.push(
        warning(
          'SES',
          'in the sandbox: mail reaches verified addresses alone',
          `${command(...fix)} --website-url https://… --use-case-description '…'`,
        ),
      );
    }
    // https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas.html: -1 is no limit
    const words = `${sent} of ${most} mails sent in 24 hours`;
    const isNearQuota = most > 0 && sent >= most * 0.8;
    const fix = `ask for more: ${command('aws', 'service-quotas', 'list-service-quotas', '--region', region, '--service-code', 'ses')}`;
    found.push(isNearQuota ? warning('SES quota', words, fix) : ok('SES quota', words));
    return found;
  },
};
