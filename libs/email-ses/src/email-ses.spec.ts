import { Synthesized, resolved, synth } from '@restartix/testing';
import complete from '../examples/complete';
import minimal from '../examples/minimal';
import { EmailSes, type EmailSesConfig } from '.';

const base: EmailSesConfig = { senderDomain: 'notifications-staging.restartix.pro', bounceWebhookUrl: null };
const WEBHOOK = 'https://api.restartix.pro/webhooks/ses';

function email(config: Partial<EmailSesConfig> = {}): Synthesized {
  return synth((stack) => new EmailSes(stack, 'email', { ...base, ...config }));
}

function outputOf<T>(read: (made: EmailSes) => T, config: Partial<EmailSesConfig> = {}): T {
  let found: T | undefined;
  synth(
    (stack) => {
      const made = new EmailSes(stack, 'email', { ...base, ...config });
      found = resolved(stack, read(made)) as T;
    },
    { accountId: '123456789012' },
  );
  return found!;
}

describe('the sender domain', () => {
  it('signs with Easy DKIM of 2048 bits and sends by the configuration set', () => {
    expect(synth(minimal).resource('aws_sesv2_email_identity')).toMatchObject({
      email_identity: 'notifications-staging.restartix.pro',
      configuration_set_name: '${aws_sesv2_configuration_set.email_configuration_set.configuration_set_name}',
      dkim_signing_attributes: { next_signing_key_length: 'RSA_2048_BIT' },
    });
  });

  it('has a MAIL FROM domain of its own, so that SPF is aligned', () => {
    expect(email().resource('aws_sesv2_email_identity_mail_from_attributes')).toMatchObject({
      mail_from_domain: 'bounce.notifications-staging.restartix.pro',
      behavior_on_mx_failure: 'USE_DEFAULT_VALUE',
    });
  });

  it('sends over TLS alone, measures its reputation, and never writes again to whom it bothered', () => {
    expect(email().resource('aws_sesv2_configuration_set')).toMatchObject({
      configuration_set_name: 'restartix-staging',
      delivery_options: { tls_policy: 'REQUIRE' },
      reputation_options: { reputation_metrics_enabled: true },
      sending_options: { sending_enabled: true },
      suppression_options: { suppressed_reasons: ['BOUNCE', 'COMPLAINT'] },
    });
  });
});

describe('bounces and complaints', () => {
  it('go to a topic each', () => {
    const found = email();
    expect(Object.values(found.resources('aws_sns_topic')).map(({ name }) => name)).toEqual([
      'restartix-staging-ses-bounces',
      'restartix-staging-ses-complaints',
    ]);
    const destinations = Object.values(found.resources('aws_sesv2_configuration_set_event_destination'));
    expect(destinations.map(({ event_destination: to }) => [to.matching_event_types, to.sns_destination])).toEqual([
      [['BOUNCE'], { topic_arn: '${aws_sns_topic.email_bounces.arn}' }],
      [['COMPLAINT'], { topic_arn: '${aws_sns_topic.email_complaints.arn}' }],
    ]);
  });

  it('can be published by this configuration set alone', () => {
    const { Statement } = Synthesized.parse(email().resource('aws_sns_topic_policy', 'email_bounces_policy')['policy']);
    expect(Statement).toEqual([
      expect.objectContaining({
        Action: 'sns:Publish',
        Principal: { Service: ['ses.amazonaws.com'] },
        Condition: {
          StringEquals: { 'aws:SourceAccount': expect.stringContaining('account_id') as string },
          ArnEquals: { 'aws:SourceArn': expect.stringMatching(/:configuration-set\/restartix-staging$/) as string },
        },
      }),
    ]);
  });

  it('are posted to the webhook, and kept for 14 days where it does not take them', () => {
    expect(email().resources('aws_sns_topic_subscription')).toEqual({});
    expect(email().resources('aws_sqs_queue')).toEqual({});
    const found = email({ bounceWebhookUrl: WEBHOOK });
    const subscriptions = Object.values(found.resources('aws_sns_topic_subscription'));
    expect(subscriptions).toHaveLength(2);
    for (const subscription of subscriptions) {
      expect(subscription).toMatchObject({ protocol: 'https', endpoint: WEBHOOK });
      expect(Synthesized.parse(subscription['redrive_policy'])).toEqual({
        deadLetterTargetArn: '${aws_sqs_queue.email_dead_letters.arn}',
      });
    }
    expect(found.resource('aws_sqs_queue')).toMatchObject({
      name: 'restartix-staging-ses-webhook-failed',
      message_retention_seconds: 1209600,
      sqs_managed_sse_enabled: true,
    });
    const { Statement } = Synthesized.parse(found.resource('aws_sqs_queue_policy')['policy']);
    expect(Statement[0].Condition.ArnEquals['aws:SourceArn']).toEqual([
      '${aws_sns_topic.email_bounces.arn}',
      '${aws_sns_topic.email_complaints.arn}',
    ]);
  });

  it('are encrypted with a key where one is given', () => {
    const kms = 'arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555';
    const found = synth(complete);
    expect(found.resource('aws_sns_topic', 'email_bounces')['kms_master_key_id']).toBe(kms);
    expect(found.resource('aws_sqs_queue')).toMatchObject({ kms_master_key_id: kms });
    expect(found.resource('aws_sqs_queue')['sqs_managed_sse_enabled']).toBeUndefined();
  });
});

describe('DNS', () => {
  it('is one list of DKIM, MX, SPF and DMARC, with keys that stay', () => {
    const records = outputOf(({ dnsRecords }) => dnsRecords);
    expect(records.map(({ key, type, name }) => [key, type, name.replace(/\$\{.*\}/, '*')])).toEqual([
      ['dkim-1', 'CNAME', '*._domainkey.notifications-staging.restartix.pro'],
      ['dkim-2', 'CNAME', '*._domainkey.notifications-staging.restartix.pro'],
      ['dkim-3', 'CNAME', '*._domainkey.notifications-staging.restartix.pro'],
      ['mail-from-mx', 'MX', 'bounce.notifications-staging.restartix.pro'],
      ['mail-from-spf', 'TXT', 'bounce.notifications-staging.restartix.pro'],
      ['spf', 'TXT', 'notifications-staging.restartix.pro'],
      ['dmarc', 'TXT', '_dmarc.notifications-staging.restartix.pro'],
    ]);
    expect(records[1]!.value).toMatch(
      /^\$\{element\(aws_sesv2_email_identity\.email_identity\.dkim_signing_attributes\[0\]\.tokens, 1\)\}\.dkim\.amazonses\.com$/,
    );
    expect(records[3]).toMatchObject({ value: 'feedback-smtp.eu-central-1.amazonses.com', priority: 10 });
    expect(records[4]!.value).toBe('v=spf1 include:amazonses.com -all');
    expect(records[6]!.value).toBe('v=DMARC1; p=quarantine; pct=100; adkim=r; aspf=r');
  });

  it('says by DMARC what becomes of forged mail, and who is told', () => {
    const dmarc = { policy: 'reject', percentage: 50, reportTo: 'dmarc@restartix.pro' } as const;
    expect(outputOf(({ dmarcRecord }) => dmarcRecord, { dmarc })).toBe(
      'v=DMARC1; p=reject; pct=50; adkim=r; aspf=r; rua=mailto:dmarc@restartix.pro',
    );
  });
});

describe('who sends', () => {
  it('may do so from this domain and by this configuration set alone', () => {
    expect(outputOf(({ sendStatements }) => sendStatements)).toEqual([
      {
        sid: 'SendMail',
        actions: ['ses:SendEmail', 'ses:SendRawEmail'],
        resources: [
          '${aws_sesv2_email_identity.email_identity.arn}',
          'arn:aws:ses:eu-central-1:${data.aws_caller_identity.current_account.account_id}:configuration-set/restartix-staging',
        ],
        conditions: { StringLike: { 'ses:FromAddress': '*@notifications-staging.restartix.pro' } },
      },
    ]);
  });
});

describe('what is refused', () => {
  it.each([
    [{ senderDomain: 'Notifications.restartix.pro' }, 'senderDomain "Notifications.restartix.pro" is not possible'],
    [{ senderDomain: 'restartix.pro.' }, 'without a trailing dot'],
    [{ mailFromSubdomain: 'a.b' }, 'one label of a domain'],
    [{ bounceWebhookUrl: 'http://api.restartix.pro' }, 'an https URL'],
    [{ bounceWebhookUrl: 'https://user:secret@api.restartix.pro' }, 'without user and password'],
    [{ dmarc: { percentage: 101 } }, 'dmarc.percentage 101'],
    [{ dmarc: { reportTo: 'mailto:dmarc@restartix.pro, x@y.z' } }, 'one mailbox'],
  ] as const)('%j', (config, reason) => {
    expect(() => email(config)).toThrow(reason);
  });

  it('the same domain or configuration set twice; two of each otherwise work', () => {
    const two = (second: Partial<EmailSesConfig>): Synthesized =>
      synth((stack) => {
        new EmailSes(stack, 'one', base);
        new EmailSes(stack, 'two', { ...base, ...second });
      });
    expect(() => two({ name: 'two' })).toThrow('email-ses "two": senderDomain');
    expect(() => two({ senderDomain: 'news.restartix.pro' })).toThrow('"test/one" has this one');
    const works = two({ name: 'two', senderDomain: 'news.restartix.pro' });
    const names = Object.values(works.resources('aws_sns_topic')).map(({ name }) => name as string);
    expect(new Set(names).size).toBe(4);
  });
});
