import type { DnsRecord, ModuleConfig } from '@restartix/core';
import type { CacheRule, WafRule } from './rules';

/** A host name whose requests go to the load balancer. */
export interface EdgeHost {
  /** Fully qualified, lowercase, e.g. `api.restartix.pro` or `*.clinic.restartix.pro`. */
  readonly name: string;
  /**
   * Through Cloudflare, with its firewall and cache, or straight to the load balancer.
   * @default true
   */
  readonly proxied?: boolean;
  /**
   * What it points at, where that is another load balancer than the others'.
   * @default - the edge's albDnsName
   */
  readonly albDnsName?: string;
}

/** Files of an application that Cloudflare keeps, by a page rule. A zone has few of those: three on the Free plan. */
export interface StaticAssets {
  /** With `*` for anything, e.g. `console.restartix.pro/_next/static/*`. */
  readonly target: string;
  /** Seconds at the edge, 7200 to 2419200. @default 2419200 - 28 days, the most that Cloudflare's provider takes */
  readonly edgeTtlSeconds?: number;
  /** Seconds in browsers. @default 31536000 - a year */
  readonly browserTtlSeconds?: number;
}

/** A certificate that ACM issues once its records exist. A `LoadBalancer` fits as it is. */
export interface CertificateToValidate {
  /** ARN of the certificate. */
  readonly certificateArn: string;
  /** The records that validate its names, as ACM asks for them. */
  readonly validationRecords: readonly {
    /** The name that the record validates. */
    readonly domainName: string;
    /** Name of the record. */
    readonly name: string;
    /** Type of the record, `CNAME`. */
    readonly type: string;
    /** What the record points at. */
    readonly value: string;
  }[];
}

/** A certificate of Cloudflare for names that Universal SSL does not cover. It takes Advanced Certificate Manager, which is paid. */
export interface AdvancedCertificate {
  /**
   * Who issues it.
   * @default 'google'
   */
  readonly certificateAuthority?: 'google' | 'lets_encrypt' | 'ssl_com';
  /**
   * Days for which each issue is valid; Cloudflare renews it.
   * @default 90 - the one period that every authority offers
   */
  readonly validityDays?: 14 | 30 | 90 | 365;
}

/** Inputs of the edge. */
export interface EdgeCloudflareConfig extends ModuleConfig {
  /** Id of the zone, 32 hexadecimal digits: its overview in the dashboard shows it. */
  readonly cloudflareZoneId: string;
  /** Id of the account, 32 hexadecimal digits. */
  readonly cloudflareAccountId: string;
  /** The zone's domain, e.g. `restartix.pro`: every name must be in it. */
  readonly zoneName: string;
  /** What the hosts point at. */
  readonly albDnsName: string;
  /** By a stable key, e.g. `{ 'core-api': { name: 'api.restartix.pro' } }`. */
  readonly hosts: Readonly<Record<string, EdgeHost>>;
  /** The host that customers' own domains come in by (Cloudflare for SaaS), e.g. `origin.restartix.pro`. */
  readonly saasOriginHostname: string;
  /**
   * Whether this environment makes what a zone has once: firewall, cache rules, TLS settings and the SaaS fallback origin.
   * Of the environments that share a zone, one is the owner.
   */
  readonly zoneRules: 'owner' | 'shared';
  /**
   * How browsers are answered over TLS for proxied names below the zone's first level (`*.clinic.restartix.pro`), which
   * Universal SSL does not cover.
   * - an `AdvancedCertificate`: this module orders one for exactly those names
   * - `existing`: the zone has one already, e.g. by Total TLS
   * @default - none; such names are refused
   * @see https://developers.cloudflare.com/ssl/edge-certificates/universal-ssl/limitations/
   */
  readonly edgeCertificate?: AdvancedCertificate | 'existing';
  /**
   * Records of other modules as they are, e.g. `email.dnsRecords`.
   * @default []
   */
  readonly dnsRecords?: readonly DnsRecord[];
  /**
   * Certificates to validate, by a stable key, e.g. `{ 'load-balancer': loadBalancer }`.
   * @default {}
   */
  readonly certificates?: Readonly<Record<string, CertificateToValidate>>;
  /**
   * Page rules for static files, by a stable key, the first of them first. The owner's cache rules do the same for every
   * host of the zone; Cloudflare renumbers the priorities of page rules across the zone, so that environments which
   * share a zone overwrite each other's.
   * @default {}
   */
  readonly staticAssets?: Readonly<Record<string, StaticAssets>>;
  /**
   * Whether Cloudflare shows origins the client certificate that a person has uploaded for the zone (Authenticated Origin
   * Pulls). Its key is in no file and no state: the provider would keep it in the state. For the owner.
   * @default false
   * @see https://developers.cloudflare.com/ssl/origin-configuration/authenticated-origin-pull/set-up/zone-level/
   */
  readonly authenticatedOriginPulls?: boolean;
  /**
   * Rules of the zone's firewall.
   * @default WAF_RULES - for the owner
   */
  readonly wafRules?: readonly WafRule[];
  /**
   * Rules of the zone's cache.
   * @default CACHE_RULES - for the owner
   */
  readonly cacheRules?: readonly CacheRule[];
  /**
   * Where the application's token for Custom Hostnames comes from.
   * - `managed`: Cloudflare makes it; its value is then in Terraform's state, for the provider knows no other way
   * - `external`: a person puts it into the secret
   * @default 'managed'
   */
  readonly token?: 'managed' | 'external';
  /**
   * Raise it for a new token: the old one goes in the same apply.
   * @default 1
   */
  readonly tokenVersion?: number;
  /**
   * ARN of the KMS key of the token's secret.
   * @default - AWS's own key
   */
  readonly kmsKeyId?: string;
  /**
   * Days in which the deleted secret can be restored, 7 to 30, or 0.
   * @default 30
   */
  readonly secretRecoveryWindowInDays?: number;
}
