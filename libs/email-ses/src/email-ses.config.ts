import type { ModuleConfig } from '@restartix/core';

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
   * it, or SES refuses the event destinations
   * (`publishers: ['ses', 'sns']` of an `EncryptionKey`).
   * @default - topics unencrypted at rest, the queue with SQS's own key
   */
  readonly kmsKeyArn?: string;
}

export const DEFAULT_MAIL_FROM = 'bounce';
