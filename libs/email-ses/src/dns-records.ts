import type { Sesv2EmailIdentity } from '@cdktf/provider-aws/lib/sesv2-email-identity';
import type { DnsRecord } from '@restartix/core';
import { Fn } from 'cdktf';
import type { DmarcPolicy } from './email-ses.config';

/** One of the records that DKIM's keys are found by. */
export interface DkimRecord {
  readonly name: string;
  readonly type: 'CNAME';
  readonly value: string;
}

/** Easy DKIM always has three tokens; SES makes them up with the identity. */
export function dkimRecords(identity: Sesv2EmailIdentity, domain: string): DkimRecord[] {
  return [0, 1, 2].map((index) => {
    const token = Fn.element(identity.dkimSigningAttributes.tokens, index) as string;
    return { name: `${token}._domainkey.${domain}`, type: 'CNAME', value: `${token}.dkim.amazonses.com` };
  });
}

/** Mail of the domain comes from SES and from nowhere else. */
export const SPF = 'v=spf1 include:amazonses.com -all';

export function dmarcValue({ policy = 'quarantine', percentage = 100, reportTo }: DmarcPolicy = {}): string {
  const parts = ['v=DMARC1', `p=${policy}`, `pct=${percentage}`, 'adkim=r', 'aspf=r'];
  return [...parts, ...(reportTo ? [`rua=mailto:${reportTo}`] : [])].join('; ');
}

interface Mail {
  readonly domain: string;
  readonly mailFrom: string;
  readonly region: string;
  readonly dkim: readonly DkimRecord[];
  readonly dmarc: string;
}

/** All that must be in DNS so that the mail arrives, as the edge takes it. */
export function dnsRecords({ domain, mailFrom, region, dkim, dmarc }: Mail): DnsRecord[] {
  return [
    ...dkim.map((record, index) => ({ key: `dkim-${index + 1}`, ...record })),
    {
      key: 'mail-from-mx',
      type: 'MX',
      name: mailFrom,
      value: `feedback-smtp.${region}.amazonses.com`,
      priority: 10,
    },
    { key: 'mail-from-spf', type: 'TXT', name: mailFrom, value: SPF },
    { key: 'spf', type: 'TXT', name: domain, value: SPF },
    { key: 'dmarc', type: 'TXT', name: `_dmarc.${domain}`, value: dmarc },
  ];
}
