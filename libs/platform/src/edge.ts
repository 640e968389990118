import type { EnvStack } from '@restartix/core';
import { EdgeCloudflare } from '@restartix/edge-cloudflare';
import type { Compute } from './compute';
import { hostName, serviceHosts } from './domain';
import type { Foundation } from './foundation';
import type { PlatformConfig } from './platform.config';
import { SERVICE_NAMES, SERVICES } from './services';

/** The environment's side of Cloudflare; the load balancer listens once its certificate is proved there. */
export function edgeOf(
  stack: EnvStack,
  config: PlatformConfig,
  { foundation, compute }: { readonly foundation: Foundation; readonly compute: Compute },
): EdgeCloudflare {
  const { accountId, zoneId, zoneRules } = config.cloudflare;
  const hosts = serviceHosts(config.domain);
  const frontends = SERVICE_NAMES.filter((name) => SERVICES[name].frontend);
  const edge = new EdgeCloudflare(stack, 'edge', {
    cloudflareAccountId: accountId,
    cloudflareZoneId: zoneId,
    zoneName: config.domain.zone,
    zoneRules,
    albDnsName: compute.loadBalancer.albDnsName,
    hosts: mapNames(SERVICE_NAMES, (name) => ({ name: hosts[name] })),
    saasOriginHostname: hostName(config.domain, 'saas-origin'),
    dnsRecords: compute.email.dnsRecords,
    certificates: { 'load-balancer': compute.loadBalancer },
    staticAssets: mapNames(frontends, (name) => ({ target: `${hosts[name]}/_next/static/*` })),
    kmsKeyId: foundation.key.keyArn,
    secretRecoveryWindowInDays: config.secrets.recoveryWindowInDays,
  });
  compute.loadBalancer.listenAfter(...Object.values(edge.certificateValidations));
  return edge;
}

function mapNames<Name extends string, T>(names: readonly Name[], make: (name: Name) => T): Record<string, T> {
  return Object.fromEntries(names.map((name) => [name, make(name)]));
}
