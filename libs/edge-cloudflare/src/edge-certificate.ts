import { CertificatePack } from '@cdktf/provider-cloudflare/lib/certificate-pack';
import { isKnown } from '@restartix/core';
import type { Construct } from 'constructs';
import type { EdgeCloudflareConfig } from './edge-cloudflare.config';

export const DEFAULT_AUTHORITY = 'google';

/** Proxied names that Universal SSL, the zone's root and its first level, leaves without a certificate; by property. */
export function namesBelowFirstLevel(config: EdgeCloudflareConfig): Map<string, string> {
  const { hosts, saasOriginHostname, zoneName } = config;
  const proxied = [
    ...Object.entries(hosts)
      .filter(([, { proxied = true }]) => proxied)
      .map(([key, { name }]) => [`hosts.${key}.name`, name] as const),
    ['saasOriginHostname', saasOriginHostname] as const,
  ];
  const labels = (name: string): number => name.split('.').length;
  return new Map(proxied.filter(([, name]) => isKnown(name) && labels(name) > labels(zoneName) + 1));
}

/** The certificate for those names; undefined where there is none to order. */
export function makeEdgeCertificate(scope: Construct, config: EdgeCloudflareConfig): CertificatePack | undefined {
  const { edgeCertificate: asked, zoneName, cloudflareZoneId: zoneId } = config;
  const names = new Set(namesBelowFirstLevel(config).values());
  if (asked === undefined || asked === 'existing' || names.size === 0) return undefined;
  return new CertificatePack(scope, 'edge-certificate', {
    zoneId,
    type: 'advanced',
    // The zone's root must be among them. https://developers.cloudflare.com/ssl/edge-certificates/advanced-certificate-manager/
    hosts: [zoneName, ...names],
    validationMethod: 'txt',
    certificateAuthority: asked.certificateAuthority ?? DEFAULT_AUTHORITY,
    validityDays: asked.validityDays ?? 90,
    cloudflareBranding: false,
    // A changed list of names is a new certificate; the old one serves until the new one exists.
    lifecycle: { createBeforeDestroy: true },
  });
}
