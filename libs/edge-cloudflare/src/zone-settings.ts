import { mapValues } from '@restartix/core';
import { ZoneSetting } from '@cdktf/provider-cloudflare/lib/zone-setting';
import type { Construct } from 'constructs';

/**
 * What holds for every host of the zone. Values are text even where they are numbers, and HSTS has all of its keys: with
 * less, each plan shows a difference that nobody can see.
 */
export const ZONE_SETTINGS: Readonly<Record<string, string | object>> = {
  ssl: 'strict',
  min_tls_version: '1.2',
  tls_1_3: 'on',
  always_use_https: 'on',
  automatic_https_rewrites: 'on',
  security_header: {
    strict_transport_security: {
      enabled: true,
      // Seconds: half a year.
      max_age: 15_552_000,
      // Every proxied host sends the header itself. With subdomains it would bind hosts that are not ours: unproxied ones of
      // the zone, and those below a customer's own domain.
      include_subdomains: false,
      preload: false,
      nosniff: true,
    },
  },
};

export function makeZoneSettings(scope: Construct, zoneId: string): Record<string, ZoneSetting> {
  return mapValues(ZONE_SETTINGS, (value, settingId) => {
    const setting = new ZoneSetting(scope, `setting-${settingId}`, { zoneId, settingId, value: {} });
    // The binding knows only objects as values; the provider takes anything.
    setting.addOverride('value', value);
    return setting;
  });
}
