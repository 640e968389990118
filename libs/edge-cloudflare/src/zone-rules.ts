import { AuthenticatedOriginPullsSettings } from '@cdktf/provider-cloudflare/lib/authenticated-origin-pulls-settings';
import { CustomHostnameFallbackOrigin } from '@cdktf/provider-cloudflare/lib/custom-hostname-fallback-origin';
import { Ruleset } from '@cdktf/provider-cloudflare/lib/ruleset';
import type { ZoneSetting } from '@cdktf/provider-cloudflare/lib/zone-setting';
import type { DnsRecord as CloudflareRecord } from '@cdktf/provider-cloudflare/lib/dns-record';
import { literal } from '@restartix/core';
import type { Construct } from 'constructs';
import type { EdgeCloudflareConfig } from './edge-cloudflare.config';
import { CACHE_RULES, WAF_RULES } from './rules';
import { makeZoneSettings } from './zone-settings';

/** What a zone has once, in every environment that shares it. */
export interface ZoneRules {
  readonly firewall: Ruleset;
  readonly cache: Ruleset;
  readonly settings: Readonly<Record<string, ZoneSetting>>;
  readonly fallbackOrigin: CustomHostnameFallbackOrigin;
  /** Undefined unless the zone's certificate is shown to origins. */
  readonly originPulls: AuthenticatedOriginPullsSettings | undefined;
}

// -1 is no-store. https://developers.cloudflare.com/cache/how-to/configure-cache-status-code/
const ERRORS_UNSTORED = {
  mode: 'override_origin',
  statusCodeTtl: [{ statusCodeRange: { from: 400, to: 599 }, value: -1 }],
};

export function makeZoneRules(scope: Construct, config: EdgeCloudflareConfig, saasOrigin: CloudflareRecord): ZoneRules {
  const { cloudflareZoneId: zoneId, wafRules = WAF_RULES, cacheRules = CACHE_RULES } = config;
  return {
    firewall: new Ruleset(scope, 'firewall', {
      zoneId,
      // Name, kind and phase never change: a change removes the firewall before it is made again.
      name: 'firewall',
      kind: 'zone',
      phase: 'http_request_firewall_custom',
      rules: wafRules.map(({ ref, description, expression, action }) => ({
        ref,
        description: literal(description),
        expression: literal(expression),
        action,
        enabled: true,
      })),
    }),
    cache: new Ruleset(scope, 'cache', {
      zoneId,
      name: 'cache',
      kind: 'zone',
      phase: 'http_request_cache_settings',
      rules: cacheRules.map(({ ref, description, expression, cache, edgeTtlSeconds }) => ({
        ref,
        description: literal(description),
        expression: literal(expression),
        action: 'set_cache_settings',
        actionParameters: {
          cache,
          edgeTtl: edgeTtlSeconds === undefined ? undefined : { ...ERRORS_UNSTORED, default: edgeTtlSeconds },
        },
        enabled: true,
      })),
    }),
    settings: makeZoneSettings(scope, zoneId),
    fallbackOrigin: new CustomHostnameFallbackOrigin(scope, 'fallback-origin', { zoneId, origin: saasOrigin.name }),
    originPulls: config.authenticatedOriginPulls
      ? new AuthenticatedOriginPullsSettings(scope, 'origin-pulls', { zoneId, enabled: true })
      : undefined,
  };
}
