import { Sesv2ConfigurationSet } from '@cdktf/provider-aws/lib/sesv2-configuration-set';
import { Sesv2EmailIdentity } from '@cdktf/provider-aws/lib/sesv2-email-identity';
import { Sesv2EmailIdentityMailFromAttributes } from '@cdktf/provider-aws/lib/sesv2-email-identity-mail-from-attributes';
import type { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import type { SqsQueuePolicy } from '@cdktf/provider-aws/lib/sqs-queue-policy';
import { claimName, contextOf, type DnsRecord, type PolicyStatement } from '@restartix/core';
import { Construct } from 'constructs';
import { SPF, dkimRecords, dmarcValue, dnsRecords, type DkimRecord } from './dns-records';
import { checkEmailSes } from './email-ses.checks';
import { DEFAULT_MAIL_FROM, type EmailSesConfig } from './email-ses.config';
import { makeDeadLetterPolicy, makeDeadLetterQueue, makeEventPath, type EventName, type EventPath } from './events';

/** What services, the edge and alarms take from the sender domain. */
export interface EmailSesOutputs {
  readonly identityArn: string;
  readonly configurationSetName: string;
  readonly configurationSetArn: string;
  /** The three CNAME records that DKIM's keys are found by. */
  readonly dkimRecords: readonly DkimRecord[];
  /** The SPF policy, for the sender domain and for its MAIL FROM domain. */
  readonly spfRecord: string;
  /** The DMARC policy, for `_dmarc.{senderDomain}`. */
  readonly dmarcRecord: string;
  /** All of DKIM, SPF, DMARC and MX as one list, for `@restartix/edge-cloudflare`. */
  readonly dnsRecords: readonly DnsRecord[];
  readonly bounceTopicArn: string;
  readonly complaintTopicArn: string;
  /** Undefined without a webhook. */
  readonly deadLetterQueueName: string | undefined;
  /** What a role needs to send mail from the domain, and through the configuration set only. */
  readonly sendStatements: readonly PolicyStatement[];
  /** Dimensions of the reputation metrics in the CloudWatch namespace `AWS/SES`. */
  readonly metricDimensions: { readonly 'ses:configuration-set': string };
}

/**
 * A domain that mail is sent from: identity with Easy DKIM and a MAIL FROM domain of its own, the configuration set, and
 * the way of bounces and complaints to the application.
 *
 * @example
 * const email = new EmailSes(this, 'email', {
 *   senderDomain: 'notifications-staging.restartix.pro',
 *   bounceWebhookUrl: null,
 * });
 * new EdgeCloudflare(this, 'edge', { dnsRecords: email.dnsRecords, … });
 */
export class EmailSes extends Construct implements EmailSesOutputs {
  readonly configurationSet: Sesv2ConfigurationSet;
  readonly identity: Sesv2EmailIdentity;
  readonly mailFrom: Sesv2EmailIdentityMailFromAttributes;
  /** Topic, subscription and event destination of bounces and of complaints. */
  readonly events: Readonly<Record<EventName, EventPath>>;
  /** Undefined without a webhook. */
  readonly deadLetterQueue: SqsQueue | undefined;
  /** Undefined without a webhook. */
  readonly deadLetterPolicy: SqsQueuePolicy | undefined;

  /** What mail is sent with, e.g. `restartix-staging`. */
  readonly configurationSetName: string;
  /** ARN of the configuration set. */
  readonly configurationSetArn: string;
  readonly dkimRecords: readonly DkimRecord[];
  readonly spfRecord = SPF;
  readonly dmarcRecord: string;
  readonly dnsRecords: readonly DnsRecord[];
  readonly sendStatements: readonly PolicyStatement[];
  /** ARN of the domain's identity. */
  readonly identityArn: string;
  /** ARN of the topic of bounces. */
  readonly bounceTopicArn: string;
  /** ARN of the topic of complaints. */
  readonly complaintTopicArn: string;
  readonly deadLetterQueueName: string | undefined;
  readonly metricDimensions: { readonly 'ses:configuration-set': string };

  /** @throws ConfigError that lists everything wrong with the config. */
  constructor(scope: Construct, id: string, config: EmailSesConfig) {
    super(scope, id);
    const { senderDomain, name, bounceWebhookUrl: webhookUrl, kmsKeyArn } = config;
    checkEmailSes(id, config);
    const context = contextOf(this, 'email-ses', id, config);
    this.configurationSetName = name ? context.name(name, 64) : `${context.project}-${context.env}`;
    claimName(this, { module: 'email-ses', property: 'senderDomain', value: senderDomain });
    claimName(this, {
      module: 'email-ses',
      property: 'name',
      value: name,
      physicalName: this.configurationSetName,
    });
    this.configurationSetArn = context.arn({
      service: 'ses',
      resource: `configuration-set/${this.configurationSetName}`,
    });

    this.configurationSet = new Sesv2ConfigurationSet(this, 'configuration-set', {
      configurationSetName: this.configurationSetName,
      deliveryOptions: { tlsPolicy: 'REQUIRE' },
      reputationOptions: { reputationMetricsEnabled: true },
      sendingOptions: { sendingEnabled: true },
      suppressionOptions: { suppressedReasons: ['BOUNCE', 'COMPLAINT'] },
    });
    this.identity = new Sesv2EmailIdentity(this, 'identity', {
      emailIdentity: senderDomain,
      configurationSetName: this.configurationSet.configurationSetName,
      dkimSigningAttributes: { nextSigningKeyLength: 'RSA_2048_BIT' },
    });
    const mailFrom = `${config.mailFromSubdomain ?? DEFAULT_MAIL_FROM}.${senderDomain}`;
    this.mailFrom = new Sesv2EmailIdentityMailFromAttributes(this, 'mail-from', {
      emailIdentity: this.identity.emailIdentity,
      mailFromDomain: mailFrom,
      // Without its MX record, mail goes out from Amazon's domain rather than not at all.
      behaviorOnMxFailure: 'USE_DEFAULT_VALUE',
    });

    const topicPrefix = context.name(name ? `${name}-ses` : 'ses', 240);
    this.deadLetterQueue =
      webhookUrl === null
        ? undefined
        : makeDeadLetterQueue(this, context.name(`${name ?? 'ses'}-webhook-failed`, 80), kmsKeyArn);
    const path = (event: EventName): EventPath =>
      makeEventPath(this, event, {
        context,
        topicPrefix,
        configurationSet: this.configurationSet,
        configurationSetArn: this.configurationSetArn,
        webhookUrl,
        deadLetters: this.deadLetterQueue,
        kmsKeyArn,
      });
    this.events = { bounces: path('bounces'), complaints: path('complaints') };
    this.identityArn = this.identity.arn;
    this.bounceTopicArn = this.events.bounces.topic.arn;
    this.complaintTopicArn = this.events.complaints.topic.arn;
    this.deadLetterPolicy =
      this.deadLetterQueue &&
      makeDeadLetterPolicy(this, this.deadLetterQueue, [this.bounceTopicArn, this.complaintTopicArn]);

    this.dkimRecords = dkimRecords(this.identity, senderDomain);
    this.dmarcRecord = dmarcValue(config.dmarc);
    this.dnsRecords = dnsRecords({
      domain: senderDomain,
      mailFrom,
      region: context.region,
      dkim: this.dkimRecords,
      dmarc: this.dmarcRecord,
    });
    this.sendStatements = [
      {
        sid: 'SendMail',
        actions: ['ses:SendEmail', 'ses:SendRawEmail'],
        resources: [this.identityArn, this.configurationSetArn],
        conditions: { StringLike: { 'ses:FromAddress': `*@${senderDomain}` } },
      },
    ];
    this.deadLetterQueueName = this.deadLetterQueue?.name;
    this.metricDimensions = { 'ses:configuration-set': this.configurationSetName };
  }
}
