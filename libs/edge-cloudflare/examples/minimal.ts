import type { EnvStack } from '@restartix/core';
import { useCloudflare } from '@restartix/core/cloudflare';
import { EdgeCloudflare } from '../src';

/** An environment in a shared zone: its hosts, and the secret for a token that a person puts there. */
export default function example(stack: EnvStack): void {
  useCloudflare(stack);
  new EdgeCloudflare(stack, 'edge', {
    cloudflareZoneId: '0123456789abcdef0123456789abcdef',
    cloudflareAccountId: 'fedcba9876543210fedcba9876543210',
    zoneName: 'restartix.pro',
    albDnsName: 'restartix-staging-alb-123456789.eu-central-1.elb.amazonaws.com',
    hosts: { 'core-api': { name: 'api-staging.restartix.pro' } },
    saasOriginHostname: 'origin-staging.restartix.pro',
    zoneRules: 'shared',
    token: 'external',
  });
}
