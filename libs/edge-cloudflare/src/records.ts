import { AcmCertificateValidation } from '@cdktf/provider-aws/lib/acm-certificate-validation';
import { DnsRecord as CloudflareRecord } from '@cdktf/provider-cloudflare/lib/dns-record';
import { isKnown, literal, type DnsRecord } from '@restartix/core';
import { Fn, Tokenization } from 'cdktf';
import type { Construct } from 'constructs';
import type { CertificateToValidate, EdgeCloudflareConfig, EdgeHost } from './edge-cloudflare.config';

// Cloudflare's "automatic"; a proxied record knows no other.
const AUTOMATIC = 1;

type Edge = Pick<EdgeCloudflareConfig, 'cloudflareZoneId' | 'albDnsName'>;

/** Sends a host's requests to the load balancer. */
export function makeHostRecord(
  scope: Construct,
  key: string,
  { name, proxied = true, albDnsName }: EdgeHost,
  edge: Edge,
): CloudflareRecord {
  return new CloudflareRecord(scope, `host-${key}`, {
    zoneId: edge.cloudflareZoneId,
    type: 'CNAME',
    name,
    content: normalized(albDnsName ?? edge.albDnsName),
    proxied,
    ttl: AUTOMATIC,
  });
}

/** A record of another module, never proxied: mail and certificate validation are not web traffic. */
export function makeRecord(
  scope: Construct,
  { key, type, name, value, priority, ttl }: DnsRecord,
  zoneId: string,
): CloudflareRecord {
  return new CloudflareRecord(scope, `record-${key}`, {
    zoneId,
    type,
    name,
    // Cloudflare keeps TXT in quotes; without them each plan would show a change.
    content: type === 'TXT' ? `"${literal(value)}"` : normalized(literal(value)),
    priority,
    proxied: false,
    ttl: ttl ?? AUTOMATIC,
  });
}

export interface CertificateValidation {
  readonly records: readonly CloudflareRecord[];
  readonly validation: AcmCertificateValidation;
}

/** Makes ACM's validation records and waits for the certificate. */
export function makeValidation(
  scope: Construct,
  key: string,
  certificate: CertificateToValidate,
  zoneId: string,
): CertificateValidation {
  const records = certificate.validationRecords.map(
    ({ domainName, name, value }) =>
      new CloudflareRecord(scope, `proof-${key}-${domainName}`, {
        zoneId,
        type: 'CNAME',
        name: normalized(name),
        content: normalized(value),
        proxied: false,
        ttl: AUTOMATIC,
      }),
  );
  const validation = new AcmCertificateValidation(scope, `${key}-validation`, {
    certificateArn: certificate.certificateArn,
    validationRecordFqdns: records.map(({ name }) => name),
  });
  return { records, validation };
}

/** AWS writes names with a trailing dot and in its own case; Cloudflare keeps them without. */
function normalized(name: string): string {
  if (isKnown(name)) return name.toLowerCase().replace(/\.$/, '');
  // Text around an attribute is in its final form; as an argument of a function, CDKTF warns of it.
  return isAttribute(name) ? Fn.trimsuffix(Fn.lower(name), '.') : name;
}

/** Whether it is one token, and no text with tokens in it. */
function isAttribute(name: string): boolean {
  return Tokenization.reverseString(name).length === 1;
}
