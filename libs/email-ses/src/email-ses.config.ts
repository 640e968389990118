import { checkConfig, isKnown, isWhole, type ConfigProblem, type ModuleConfig } from '@restartix/core';

/** What receivers do with mail that claims to be from the domain and is not. */
export interface DmarcPolicy {
  /**
   * What becomes of mail that fails.
   * @default 'quarantine' - into the spam folder; `reject` once reports show that nothing of yours fails
   */
  readonly policy?: 'none' | 'quarantine' | 'reject';
  /**
   * Percentage of failing mail to which the policy applies, 0 to 100.
   * @default 100
   */
  readonly percentage?: number;
  /**
   * Mailbox that gets the daily reports, e.g. `dmarc@restartix.pro`.
   * @default - no reports
   */
  readonly reportTo?: string;
}

/** Inputs of the sender domain. */
export interface EmailSesConfig extends ModuleConfig {
  /** The domain in the From address, e.g. `notifications-staging.restartix.pro`. */
  readonly senderDomain: string;
  /** Core API's endpoint for bounces and complaints, https; null where there is none yet. */
  readonly bounceWebhookUrl: string | null;
  /**
   * Name of a further configuration set of the environment: `{project}-{env}-{name}`, and in the topics' names.
   * @default - none: `{project}-{env}`
   */
  readonly name?: string;
  /**
   * Label of the custom MAIL FROM domain below the sender domain. Without a domain of its own there, SPF is Amazon's and
   * never aligned for DMARC.
   * @default 'bounce'
   */
  readonly mailFromSubdomain?: string;
  /** @default { policy: 'quarantine', percentage: 100 } */
  readonly dmarc?: DmarcPolicy;
  /**
   * ARN of the KMS key of topics and dead-letter queue. Its policy must let `ses.amazonaws.com` and `sns.amazonaws.com` use
   * it, or SES refuses the event destinations.
   * @default - topics unencrypted at rest, the queue with SQS's own key
   */
  readonly kmsKeyArn?: string;
}

export const DEFAULT_MAIL_FROM = 'bounce';

type Report = (problem: ConfigProblem) => void;
const DOMAIN = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;

/** @throws ConfigError that lists everything wrong with the config. */
export function checkEmailSes(id: string, config: EmailSesConfig): void {
  checkConfig('email-ses', id, (problem) => {
    checkDomain(config, problem);
    checkWebhook(config, problem);
    checkDmarc(config, problem);
  });
}

function checkDomain({ senderDomain, mailFromSubdomain }: EmailSesConfig, problem: Report): void {
  if (isKnown(senderDomain) && !DOMAIN.test(senderDomain)) {
    problem({
      property: 'senderDomain',
      value: senderDomain,
      allowed: 'a lowercase domain without a trailing dot, e.g. notifications.restartix.pro',
      fix: 'Write it so.',
    });
  }
  if (isKnown(mailFromSubdomain) && !/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(mailFromSubdomain)) {
    problem({
      property: 'mailFromSubdomain',
      value: mailFromSubdomain,
      allowed: 'one label of a domain: lowercase letters, digits, hyphens',
      fix: `Use ${DEFAULT_MAIL_FROM}.`,
    });
  }
}

function checkWebhook({ bounceWebhookUrl }: EmailSesConfig, problem: Report): void {
  if (bounceWebhookUrl === null || !isKnown(bounceWebhookUrl)) return;
  if (/^https:\/\/[^\s/@]+(\/\S*)?$/.test(bounceWebhookUrl)) return;
  problem({
    property: 'bounceWebhookUrl',
    value: bounceWebhookUrl,
    allowed: 'an https URL without user and password, or null',
    fix: 'Use https://…: addresses of people are in what is posted.',
  });
}

function checkDmarc({ dmarc = {} }: EmailSesConfig, problem: Report): void {
  const { percentage, reportTo } = dmarc;
  if (isKnown(percentage) && !isWhole(percentage, 0, 100)) {
    problem({ property: 'dmarc.percentage', value: percentage, allowed: '0 to 100', fix: 'Use 100.' });
  }
  if (isKnown(reportTo) && !/^[^\s@,;!]+@[^\s@,;!]+\.[a-z]+$/i.test(reportTo)) {
    problem({
      property: 'dmarc.reportTo',
      value: reportTo,
      allowed: 'one mailbox, e.g. dmarc@restartix.pro',
      fix: 'Leave out mailto: and lists.',
    });
  }
}
