import { checkConfig, isKnown, type ConfigProblem, type DnsRecord, type ModuleConfig } from '@restartix/core';
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
}

/** Files of an application that Cloudflare keeps, by a page rule. */
export interface StaticAssets {
  /** With `*` for anything, e.g. `console.restartix.pro/_next/static/*`. */
  readonly target: string;
  /** Seconds at the edge. @default 2592000 - 30 days */
  readonly edgeTtlSeconds?: number;
  /** Seconds in browsers. @default 31536000 - a year */
  readonly browserTtlSeconds?: number;
}

/** A certificate that ACM issues once the records are there. A `LoadBalancer` fits as it is. */
export interface CertificateToProve {
  /** ARN of the certificate. */
  readonly certificateArn: string;
  /** The records that prove its names, as ACM asks for them. */
  readonly validationRecords: readonly {
    /** The name that the record proves. */
    readonly domainName: string;
    /** Name of the record. */
    readonly name: string;
    /** Type of the record, `CNAME`. */
    readonly type: string;
    /** What the record points at. */
    readonly value: string;
  }[];
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
   * Records of other modules as they are, e.g. `email.dnsRecords`.
   * @default []
   */
  readonly dnsRecords?: readonly DnsRecord[];
  /**
   * Certificates to prove, by a stable key, e.g. `{ 'load-balancer': loadBalancer }`.
   * @default {}
   */
  readonly certificates?: Readonly<Record<string, CertificateToProve>>;
  /**
   * Page rules for static files, by a stable key, the first of them first.
   * @default {}
   */
  readonly staticAssets?: Readonly<Record<string, StaticAssets>>;
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

type Report = (problem: ConfigProblem) => void;

const LABEL = '[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?';
const NAME = new RegExp(`^(\\*\\.)?(${LABEL}\\.)+[a-z]{2,63}$`);

/** @throws ConfigError that lists everything wrong with the config. */
export function checkEdgeCloudflare(id: string, config: EdgeCloudflareConfig): void {
  checkConfig('edge-cloudflare', id, (problem) => {
    checkIds(config, problem);
    checkNames(config, problem);
    checkRecordsOnce(config, problem);
    checkRules(config, problem);
    checkAssets(config, problem);
  });
}

function checkIds({ cloudflareZoneId, cloudflareAccountId }: EdgeCloudflareConfig, problem: Report): void {
  for (const [property, value] of Object.entries({ cloudflareZoneId, cloudflareAccountId })) {
    if (!isKnown(value) || /^[0-9a-f]{32}$/.test(value)) continue;
    problem({
      property,
      value,
      allowed: '32 hexadecimal digits (Cloudflare)',
      fix: 'Copy it from the overview of the zone in the dashboard.',
    });
  }
}

function checkNames(config: EdgeCloudflareConfig, problem: Report): void {
  const { zoneName, hosts, saasOriginHostname, dnsRecords = [] } = config;
  const names = {
    saasOriginHostname,
    ...Object.fromEntries(Object.entries(hosts).map(([key, { name }]) => [`hosts.${key}.name`, name])),
    ...Object.fromEntries(dnsRecords.map(({ key, name }) => [`dnsRecords.${key}.name`, name])),
  };
  for (const [property, value] of Object.entries(names)) {
    if (!isKnown(value)) continue;
    if (!NAME.test(value)) {
      problem({
        property,
        value,
        allowed:
          'a fully qualified name in lowercase without a trailing dot, else each plan shows a change (Cloudflare)',
        fix: `Write it out, e.g. api.${zoneName}.`,
      });
    } else if (isKnown(zoneName) && value !== zoneName && !value.endsWith(`.${zoneName}`)) {
      problem({
        property,
        value,
        allowed: `names in the zone ${zoneName}`,
        fix: 'Use another zone, or another name.',
      });
    }
  }
}

function checkRecordsOnce({ hosts, saasOriginHostname, dnsRecords = [] }: EdgeCloudflareConfig, problem: Report): void {
  const taken = new Map<string, string>();
  const claim = (property: string, kind: string, name: string): void => {
    if (!isKnown(name)) return;
    const owner = taken.get(`${kind} ${name}`);
    if (owner !== undefined) {
      problem({ property, value: name, allowed: `names that ${owner} does not have`, fix: 'Remove one of them.' });
    }
    taken.set(`${kind} ${name}`, property);
  };
  for (const [key, { name }] of Object.entries(hosts)) claim(`hosts.${key}.name`, 'CNAME', name);
  claim('saasOriginHostname', 'CNAME', saasOriginHostname);
  for (const { key, type, name, value } of dnsRecords) {
    claim(`dnsRecords.${key}.name`, type === 'CNAME' ? type : `${type} ${value}`, name);
    claim(`dnsRecords.${key}`, 'key', key);
  }
}

function checkRules({ zoneRules, wafRules, cacheRules }: EdgeCloudflareConfig, problem: Report): void {
  for (const [property, rules] of Object.entries({ wafRules, cacheRules })) {
    if (!rules) continue;
    if (zoneRules === 'shared') {
      problem({
        property,
        value: rules.map(({ ref }) => ref),
        allowed: "nothing with zoneRules 'shared': a zone has one such ruleset, the owner's (Cloudflare)",
        fix: "Give the rules to the environment with zoneRules 'owner'.",
      });
    }
    rules.forEach(({ ref }, index) => {
      const unique = rules.findIndex((other) => other.ref === ref) === index;
      if (unique && /^[a-z0-9_]{1,64}$/.test(ref)) return;
      problem({
        property: `${property}[${index}].ref`,
        value: ref,
        allowed: 'lowercase letters, digits and underscores, each name once',
        fix: 'Rename it; the rule keeps its id only under the same ref.',
      });
    });
  }
}

function checkAssets({ staticAssets = {}, zoneName }: EdgeCloudflareConfig, problem: Report): void {
  for (const [key, { target, edgeTtlSeconds }] of Object.entries(staticAssets)) {
    if (isKnown(target) && !new RegExp(`^([a-z0-9*.-]+\\.)?${zoneName.replaceAll('.', '\\.')}/`).test(target)) {
      problem({
        property: `staticAssets.${key}.target`,
        value: target,
        allowed: `a host of ${zoneName} and a path, without https://`,
        fix: `Write e.g. console.${zoneName}/_next/static/*.`,
      });
    }
    // https://developers.cloudflare.com/rules/page-rules/reference/settings/
    if (isKnown(edgeTtlSeconds) && (edgeTtlSeconds < 7200 || edgeTtlSeconds > 2_678_400)) {
      problem({
        property: `staticAssets.${key}.edgeTtlSeconds`,
        value: edgeTtlSeconds,
        allowed: '7200 to 2678400 seconds (Cloudflare page rules)',
        fix: 'Use 2592000.',
      });
    }
  }
}
