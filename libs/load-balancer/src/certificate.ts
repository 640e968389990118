import { AcmCertificate } from '@cdktf/provider-aws/lib/acm-certificate';
import { expression } from '@restartix/core';
import type { Construct } from 'constructs';
import type { CertificateSource } from './load-balancer.config';

/** The DNS record by which ACM validates a domain. */
export interface ValidationRecord {
  /** The domain that the record validates, without `*.`: a stable key for the record's resource. */
  readonly domainName: string;
  readonly name: string;
  /** Always `CNAME`. */
  readonly type: string;
  readonly value: string;
}

/** The certificate to request; undefined where one exists. */
export function makeCertificate(scope: Construct, source: CertificateSource, name: string): AcmCertificate | undefined {
  if ('certificateArn' in source) return undefined;
  const [domainName, ...subjectAlternativeNames] = source.domainNames;
  return new AcmCertificate(scope, 'certificate', {
    domainName,
    subjectAlternativeNames: subjectAlternativeNames.length > 0 ? subjectAlternativeNames : undefined,
    validationMethod: 'DNS',
    tags: { Name: name },
    // A changed list of names is a new certificate; the listener moves to it before the old one goes.
    lifecycle: { createBeforeDestroy: true },
  });
}

/** One record per domain. A wildcard and its parent (`*.a.b`, `a.b`) are validated by the same record. */
export function validationRecordsOf(
  certificate: AcmCertificate | undefined,
  source: CertificateSource,
): readonly ValidationRecord[] {
  if (!certificate || 'certificateArn' in source) return [];
  const domains = new Map(source.domainNames.map((name) => [name.replace(/^\*\./, ''), name]));
  return [...domains].map(([domainName, certified]) => ({
    domainName,
    name: option(certificate, certified, 'resource_record_name'),
    type: option(certificate, certified, 'resource_record_type'),
    value: option(certificate, certified, 'resource_record_value'),
  }));
}

// `domain_validation_options` is a set: only an expression finds a domain in it. CDKTF has no class for `for`.
function option(certificate: AcmCertificate, domainName: string, attribute: string): string {
  return expression(certificate, () => {
    const options = `${certificate.terraformResourceType}.${certificate.friendlyUniqueId}.domain_validation_options`;
    return `one([for option in ${options} : option.${attribute} if option.domain_name == "${domainName}"])`;
  });
}
