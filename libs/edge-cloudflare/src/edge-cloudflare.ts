import type { AcmCertificateValidation } from '@cdktf/provider-aws/lib/acm-certificate-validation';
import type { DnsRecord as CloudflareRecord } from '@cdktf/provider-cloudflare/lib/dns-record';
import type { PageRule } from '@cdktf/provider-cloudflare/lib/page-rule';
import type { CertificatePack } from '@cdktf/provider-cloudflare/lib/certificate-pack';
import { claimName, contextOf, mapValues } from '@restartix/core';
import { Construct } from 'constructs';
import { makeEdgeCertificate } from './edge-certificate';
import { checkEdgeCloudflare } from './edge-cloudflare.checks';
import type { EdgeCloudflareConfig } from './edge-cloudflare.config';
import { makePageRules } from './page-rules';
import { makeHostRecord, makeValidation, makeRecord, type CertificateValidation } from './records';
import { makeSaasToken, type SaasToken } from './saas-token';
import { makeZoneRules, type ZoneRules } from './zone-rules';

/** What services and the load balancer take from the edge. */
export interface EdgeCloudflareOutputs {
  /** Secret with the key `CLOUDFLARE_API_TOKEN`: Custom Hostnames of this zone, nothing else. */
  readonly cfApiTokenSecretArn: string;
  /** By the certificate's key: what a listener must wait for. */
  readonly certificateValidations: Readonly<Record<string, AcmCertificateValidation>>;
}

/**
 * What an environment has at Cloudflare: its host names, other modules' records, the validation of its certificates, caching;
 * for the zone's owner also the firewall, cache rules and TLS settings. And the application's token, in AWS.
 *
 * @example
 * const edge = new EdgeCloudflare(this, 'edge', {
 *   cloudflareZoneId: '0123456789abcdef0123456789abcdef',
 *   cloudflareAccountId: 'fedcba9876543210fedcba9876543210',
 *   zoneName: 'restartix.pro',
 *   albDnsName: loadBalancer.albDnsName,
 *   hosts: { 'core-api': { name: 'api.restartix.pro' } },
 *   saasOriginHostname: 'origin.restartix.pro',
 *   zoneRules: 'owner',
 *   certificates: { 'load-balancer': loadBalancer },
 * });
 * loadBalancer.listenAfter(...Object.values(edge.certificateValidations));
 */
export class EdgeCloudflare extends Construct implements EdgeCloudflareOutputs {
  /** By key. */
  readonly hosts: Readonly<Record<string, CloudflareRecord>>;
  readonly saasOrigin: CloudflareRecord;
  /** By key. */
  readonly records: Readonly<Record<string, CloudflareRecord>>;
  /** By key. */
  readonly validations: Readonly<Record<string, CertificateValidation>>;
  /** For names below the first level; undefined where there are none, or their certificate exists. */
  readonly edgeCertificate: CertificatePack | undefined;
  /** By key. */
  readonly pageRules: Readonly<Record<string, PageRule>>;
  /** Undefined with `zoneRules: 'shared'`. */
  readonly zone: ZoneRules | undefined;
  /** The application's token for customers' own domains, and its secret. */
  readonly token: SaasToken;

  readonly cfApiTokenSecretArn: string;
  readonly certificateValidations: Readonly<Record<string, AcmCertificateValidation>>;

  /** @throws ConfigError that lists everything wrong with the config. */
  constructor(scope: Construct, id: string, config: EdgeCloudflareConfig) {
    super(scope, id);
    const { cloudflareZoneId: zoneId, dnsRecords = [], certificates = {} } = config;
    checkEdgeCloudflare(id, config);
    const context = contextOf(this, 'edge-cloudflare', id, config);
    claimNames(this, config);

    this.hosts = mapValues(config.hosts, (host, key) => makeHostRecord(this, key, host, config));
    this.saasOrigin = makeHostRecord(this, 'saas-origin', { name: config.saasOriginHostname }, config);
    this.records = Object.fromEntries(dnsRecords.map((each) => [each.key, makeRecord(this, each, zoneId)]));
    this.validations = mapValues(certificates, (certificate, key) => makeValidation(this, key, certificate, zoneId));
    this.edgeCertificate = makeEdgeCertificate(this, config);
    this.pageRules = makePageRules(this, config);
    this.zone = config.zoneRules === 'owner' ? makeZoneRules(this, config, this.saasOrigin) : undefined;
    this.token = makeSaasToken(this, context, config);

    this.cfApiTokenSecretArn = this.token.secret.arn;
    this.certificateValidations = mapValues(this.validations, ({ validation }) => validation);
  }
}

/** One owner of a zone's rules, and one record for a name. */
function claimNames(
  edge: EdgeCloudflare,
  { cloudflareZoneId, zoneRules: rules, hosts, saasOriginHostname }: EdgeCloudflareConfig,
): void {
  const module = 'edge-cloudflare';
  if (rules === 'owner') {
    claimName(edge, { module, property: 'zoneRules', value: rules, physicalName: `rules of ${cloudflareZoneId}` });
  }
  for (const [key, { name }] of Object.entries(hosts)) {
    claimName(edge, { module, property: `hosts.${key}.name`, value: name });
  }
  claimName(edge, { module, property: 'saasOriginHostname', value: saasOriginHostname });
}
