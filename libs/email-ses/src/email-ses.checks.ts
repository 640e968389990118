import { checkBounds, checkConfig, checkValues, isKnown, type ReportProblem } from '@restartix/core';
import { type EmailSesConfig, DEFAULT_MAIL_FROM } from './email-ses.config';
import { EMAIL_SES_CONFIG } from './generated-inputs';

const DOMAIN = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;

/** @throws ConfigError that lists everything wrong with the config. */
export function checkEmailSes(id: string, config: EmailSesConfig): void {
  checkValues('email-ses', id, config, { inputs: EMAIL_SES_CONFIG, nullable: ['bounceWebhookUrl'] });
  checkConfig('email-ses', id, (problem) => {
    checkDomain(config, problem);
    checkWebhook(config, problem);
    checkDmarc(config, problem);
  });
}

function checkDomain({ senderDomain, mailFromSubdomain }: EmailSesConfig, problem: ReportProblem): void {
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

function checkWebhook({ bounceWebhookUrl }: EmailSesConfig, problem: ReportProblem): void {
  if (bounceWebhookUrl === null || !isKnown(bounceWebhookUrl)) return;
  if (/^https:\/\/[^\s/@]+(\/\S*)?$/.test(bounceWebhookUrl)) return;
  problem({
    property: 'bounceWebhookUrl',
    value: bounceWebhookUrl,
    allowed: 'an https URL without user and password, or null',
    fix: 'Use https://…: addresses of people are in what is posted.',
  });
}

function checkDmarc({ dmarc = {} }: EmailSesConfig, problem: ReportProblem): void {
  const { percentage, reportTo } = dmarc;
  checkBounds(problem, { property: 'dmarc.percentage', value: percentage, min: 0, max: 100, fix: 'Use 100.' });
  if (isKnown(reportTo) && !/^[^\s@,;!]+@[^\s@,;!]+\.[a-z]+$/i.test(reportTo)) {
    problem({
      property: 'dmarc.reportTo',
      value: reportTo,
      allowed: 'one mailbox, e.g. dmarc@restartix.pro',
      fix: 'Leave out mailto: and lists.',
    });
  }
}
