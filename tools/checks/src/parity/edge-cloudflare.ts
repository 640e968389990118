import { useCloudflare } from '@restartix/core/cloudflare';
import { EdgeCloudflare, type EdgeCloudflareConfig } from '@restartix/edge-cloudflare';
import { parityOf } from './parity';

export const edgeCloudflare = parityOf({
  module: 'edge-cloudflare',
  construct: EdgeCloudflare,
  setUp: useCloudflare,
  base: {
    cloudflareZoneId: '0123456789abcdef0123456789abcdef',
    cloudflareAccountId: 'fedcba9876543210fedcba9876543210',
    zoneName: 'restartix.pro',
    albDnsName: 'restartix-production-alb-1.eu-central-1.elb.amazonaws.com',
    hosts: { clinic: { name: '*.clinic.restartix.pro' }, console: { name: 'console.restartix.pro' } },
    saasOriginHostname: 'saas-origin.restartix.pro',
    zoneRules: 'owner',
    edgeCertificate: {},
    staticAssets: { console: { target: 'console.restartix.pro/_next/static/*' } },
  } as EdgeCloudflareConfig,
  inputs: {
    env: { env: 'production' },
    cloudflare_zone_id: { cloudflareZoneId: '1123456789abcdef0123456789abcdef' },
    alb_dns_name: { albDnsName: 'another.eu-central-1.elb.amazonaws.com' },
    cloudflare_account_id: { cloudflareAccountId: '1edcba9876543210fedcba9876543210' },
  },
  outputs: { cf_api_token_secret_arn: 'cfApiTokenSecretArn' },
  resources: [
    {
      spec: 'cloudflare_record for each subdomain and the SaaS origin',
      type: 'cloudflare_dns_record',
      count: 3,
      arguments: { name: '*.clinic.restartix.pro', proxied: true },
      deviation: 'Named cloudflare_dns_record since provider version 5.',
    },
    {
      spec: 'cloudflare_page_rule for static assets',
      type: 'cloudflare_page_rule',
      arguments: { target: 'console.restartix.pro/_next/static/*', actions: { cache_level: 'cache_everything' } },
      deviation:
        'An input, and the environments use none: a zone has three on the Free plan, and Cloudflare renumbers their priorities across the zone. The owner’s cache rules keep the same files.',
    },
    {
      spec: 'cloudflare_ruleset for WAF custom rules',
      type: 'cloudflare_ruleset',
      arguments: { phase: 'http_request_firewall_custom' },
    },
    {
      spec: 'staging and production share the zone: separate page rules and records',
      type: 'cloudflare_ruleset',
      given: { zoneRules: 'shared' },
      count: 0,
      deviation: 'A zone has one ruleset per phase: one environment owns it.',
    },
    {
      spec: 'cloudflare_api_token for Custom Hostnames',
      type: 'cloudflare_account_token',
      count: 1,
      deviation: 'An account token instead of a user token: it keeps its value through updates and staff changes.',
    },
    {
      spec: 'the token in AWS Secrets Manager',
      type: 'aws_secretsmanager_secret',
      arguments: { name: 'restartix/staging/cloudflare-saas' },
    },
  ],
});
