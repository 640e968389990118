import { EmailSes, type EmailSesConfig } from '@restartix/email-ses';
import { parityOf } from './parity';

const webhook: Partial<EmailSesConfig> = { bounceWebhookUrl: 'https://api.restartix.pro/webhooks/ses' };

export const emailSes = parityOf({
  module: 'email-ses',
  construct: EmailSes,
  base: { senderDomain: 'notifications-staging.restartix.pro', bounceWebhookUrl: null } as EmailSesConfig,
  inputs: {
    env: { env: 'production' },
    sender_domain: { senderDomain: 'notifications.restartix.pro' },
    bounce_webhook_url: webhook,
    kms_key_arn: { kmsKeyArn: 'arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555' },
  },
  outputs: {
    dkim_records: 'dkimRecords',
    spf_record: 'spfRecord',
    dmarc_record: 'dmarcRecord',
    configuration_set_name: 'configurationSetName',
    bounce_topic_arn: 'bounceTopicArn',
    complaint_topic_arn: 'complaintTopicArn',
  },
  resources: [
    { spec: 'aws_sesv2_email_identity', type: 'aws_sesv2_email_identity', count: 1 },
    {
      spec: 'aws_sesv2_email_identity_dkim_signing_attributes',
      type: 'aws_sesv2_email_identity',
      arguments: { dkim_signing_attributes: { next_signing_key_length: 'RSA_2048_BIT' } },
      deviation: 'Not a resource in the provider: an argument of the identity.',
    },
    {
      spec: 'aws_sesv2_configuration_set (restartix-{env}): TLS REQUIRE, reputation and sending enabled',
      type: 'aws_sesv2_configuration_set',
      arguments: {
        configuration_set_name: 'restartix-staging',
        delivery_options: { tls_policy: 'REQUIRE' },
        reputation_options: { reputation_metrics_enabled: true },
        sending_options: { sending_enabled: true },
      },
      deviation: 'Named reputation_metrics_enabled and sending_enabled in the provider.',
    },
    {
      spec: 'aws_sesv2_configuration_set_event_destination × 2: BOUNCE and COMPLAINT',
      type: 'aws_sesv2_configuration_set_event_destination',
      count: 2,
      arguments: { event_destination: { matching_event_types: ['BOUNCE'] } },
    },
    {
      spec: 'aws_sns_topic × 2: restartix-{env}-ses-bounces, -complaints',
      type: 'aws_sns_topic',
      count: 2,
      arguments: { name: 'restartix-staging-ses-bounces' },
    },
    {
      spec: 'aws_sns_topic_subscription × 2 (HTTPS) if bounce_webhook_url is set',
      type: 'aws_sns_topic_subscription',
      given: webhook,
      count: 2,
      arguments: { protocol: 'https' },
    },
    {
      spec: 'SNS handles retries and the dead-letter queue',
      type: 'aws_sqs_queue',
      given: webhook,
      count: 1,
      deviation: 'SNS has no built-in queue: the module creates one and sets it in the subscriptions.',
    },
    {
      spec: 'aws_iam_policy_document to send, scoped to the configuration set',
      type: 'aws_iam_policy_document',
      count: 0,
      deviation: 'Provided as the output sendStatements, for the policy of the role that sends.',
    },
  ],
});
