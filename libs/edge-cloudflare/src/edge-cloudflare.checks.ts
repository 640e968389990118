import { checkConfig, checkValues, isKnown, type ReportProblem } from '@restartix/core';
import { DEFAULT_AUTHORITY, namesBelowFirstLevel } from './edge-certificate';
import type { AdvancedCertificate, EdgeCloudflareConfig } from './edge-cloudflare.config';
import { EDGE_CLOUDFLARE_CONFIG } from './generated-inputs';

type CertificateAuthority = NonNullable<AdvancedCertificate['certificateAuthority']>;

const LABEL = '[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?';
const NAME = new RegExp(`^(\\*\\.)?(${LABEL}\\.)+[a-z]{2,63}$`);

/** @throws ConfigError that lists everything wrong with the config. */
export function checkEdgeCloudflare(id: string, config: EdgeCloudflareConfig): void {
  checkValues('edge-cloudflare', id, config, {
    inputs: EDGE_CLOUDFLARE_CONFIG,
    known: ['dnsRecords[].key', 'certificates.*.validationRecords[].domainName'],
    text: [
      'dnsRecords[].value',
      ...['wafRules[]', 'cacheRules[]'].flatMap((rule) => [`${rule}.description`, `${rule}.expression`]),
    ],
  });
  checkConfig('edge-cloudflare', id, (problem) => {
    checkIds(config, problem);
    checkNames(config, problem);
    checkRecordsOnce(config, problem);
    checkRules(config, problem);
    checkOriginPulls(config, problem);
    checkEdgeCertificate(config, problem);
    checkAssets(config, problem);
  });
}

function checkIds({ cloudflareZoneId, cloudflareAccountId }: EdgeCloudflareConfig, problem: ReportProblem): void {
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

function checkNames(config: EdgeCloudflareConfig, problem: ReportProblem): void {
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

function checkRecordsOnce(
  { hosts, saasOriginHostname, dnsRecords = [] }: EdgeCloudflareConfig,
  problem: ReportProblem,
): void {
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

function checkRules({ zoneRules, wafRules, cacheRules }: EdgeCloudflareConfig, problem: ReportProblem): void {
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
    rules.forEach(({ ref, expression }, index) => {
      // https://developers.cloudflare.com/ruleset-engine/rules-language/fields/reference/cf.threat_score/
      if (expression.includes('cf.threat_score')) {
        problem({
          property: `${property}[${index}].expression`,
          value: expression,
          allowed: 'expressions without cf.threat_score, which is always 0 today and so never matches (Cloudflare)',
          fix: 'Use another field, e.g. http.user_agent, ip.src.country or cf.client.bot.',
        });
      }
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

function checkOriginPulls({ zoneRules, authenticatedOriginPulls }: EdgeCloudflareConfig, problem: ReportProblem): void {
  if (!authenticatedOriginPulls || zoneRules === 'owner') return;
  problem({
    property: 'authenticatedOriginPulls',
    value: authenticatedOriginPulls,
    allowed: "nothing with zoneRules 'shared': it is a setting of the whole zone (Cloudflare)",
    fix: "Set it in the environment with zoneRules 'owner'.",
  });
}

// https://developers.cloudflare.com/ssl/edge-certificates/advanced-certificate-manager/manage-certificates/
const MAX_CERTIFICATE_HOSTS = 50;

// https://developers.cloudflare.com/ssl/reference/certificate-validity-periods/
const VALIDITY_DAYS: Readonly<Record<CertificateAuthority, readonly number[]>> = {
  google: [14, 30, 90],
  lets_encrypt: [90],
  ssl_com: [14, 30, 90, 365],
};

function checkEdgeCertificate(config: EdgeCloudflareConfig, problem: ReportProblem): void {
  const { edgeCertificate, zoneName } = config;
  const names = namesBelowFirstLevel(config);
  if (edgeCertificate === undefined) {
    for (const [property, value] of names) {
      problem({
        property,
        value,
        allowed: `proxied names of one level below ${zoneName}: Universal SSL covers no deeper ones (Cloudflare)`,
        fix: 'Set edgeCertificate: {} for an advanced certificate, or use a name like clinic-x instead of x.clinic.',
      });
    }
    return;
  }
  if (edgeCertificate === 'existing') return;
  checkValidity(edgeCertificate, problem);
  if (new Set(names.values()).size >= MAX_CERTIFICATE_HOSTS) {
    problem({
      property: 'hosts',
      value: names.size,
      allowed: `${MAX_CERTIFICATE_HOSTS - 1} names below the first level with one advanced certificate (Cloudflare)`,
      fix: 'Use a wildcard for them, or edgeCertificate: "existing" with certificates that are ordered elsewhere.',
    });
  }
}

function checkValidity({ certificateAuthority, validityDays }: AdvancedCertificate, problem: ReportProblem): void {
  const authority = certificateAuthority ?? DEFAULT_AUTHORITY;
  const days = VALIDITY_DAYS[authority];
  if (validityDays === undefined || days.includes(validityDays)) return;
  problem({
    property: 'edgeCertificate.validityDays',
    value: validityDays,
    allowed: `${days.join(', ')} days with the authority "${authority}" (Cloudflare)`,
    fix: 'Use 90, which every authority offers.',
  });
}

function checkAssets({ staticAssets = {}, zoneName }: EdgeCloudflareConfig, problem: ReportProblem): void {
  for (const [key, { target, edgeTtlSeconds }] of Object.entries(staticAssets)) {
    if (
      isKnown(target) &&
      isKnown(zoneName) &&
      !new RegExp(`^([a-z0-9*.-]+\\.)?${zoneName.replaceAll('.', '\\.')}/`).test(target)
    ) {
      problem({
        property: `staticAssets.${key}.target`,
        value: target,
        allowed: `a host of ${zoneName} and a path, without https://`,
        fix: `Write e.g. console.${zoneName}/_next/static/*.`,
      });
    }
    // Cloudflare's API takes 31 days, its provider 28: int64validator.Between of cloudflare_page_rule in 5.14.0.
    if (isKnown(edgeTtlSeconds) && (edgeTtlSeconds < 7200 || edgeTtlSeconds > 2_419_200)) {
      problem({
        property: `staticAssets.${key}.edgeTtlSeconds`,
        value: edgeTtlSeconds,
        allowed: '7200 to 2419200 seconds (Cloudflare provider, page rules)',
        fix: 'Use 2419200, 28 days.',
      });
    }
  }
}
