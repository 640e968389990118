import { mapValues } from '@restartix/core';
import { PageRule } from '@cdktf/provider-cloudflare/lib/page-rule';
import type { Construct } from 'constructs';
import type { EdgeCloudflareConfig } from './edge-cloudflare.config';

const DEFAULT_EDGE_TTL = 28 * 24 * 60 * 60;
const DEFAULT_BROWSER_TTL = 365 * 24 * 60 * 60;

/** The environment's own page rules. Cloudflare's priorities fall: the first in the list gets the highest. */
export function makePageRules(scope: Construct, config: EdgeCloudflareConfig): Record<string, PageRule> {
  const { staticAssets = {}, cloudflareZoneId: zoneId } = config;
  const keys = Object.keys(staticAssets);
  return mapValues(
    staticAssets,
    (assets, key) =>
      new PageRule(scope, `page-rule-${key}`, {
        zoneId,
        target: assets.target,
        priority: keys.length - keys.indexOf(key),
        // Not the provider's default.
        status: 'active',
        actions: {
          cacheLevel: 'cache_everything',
          edgeCacheTtl: assets.edgeTtlSeconds ?? DEFAULT_EDGE_TTL,
          browserCacheTtl: assets.browserTtlSeconds ?? DEFAULT_BROWSER_TTL,
        },
      }),
  );
}
