// Written by `npx nx run checks:update` from the types.
import type { Inputs } from '@restartix/core';

export const EDGE_CLOUDFLARE_CONFIG: Inputs = {
  cloudflareZoneId: 'string',
  cloudflareAccountId: 'string',
  zoneName: 'string',
  albDnsName: 'string',
  hosts: { each: { keys: { name: 'string', proxied: 'boolean', albDnsName: 'string' } } },
  saasOriginHostname: 'string',
  zoneRules: ['owner', 'shared'],
  edgeCertificate: {
    oneOf: ['existing'],
    keys: { certificateAuthority: ['google', 'lets_encrypt', 'ssl_com'], validityDays: 'number' },
  },
  dnsRecords: {
    list: {
      keys: {
        key: 'string',
        type: ['A', 'AAAA', 'CAA', 'CNAME', 'MX', 'NS', 'SRV', 'TXT'],
        name: 'string',
        value: 'string',
        priority: 'number',
        ttl: 'number',
      },
    },
  },
  certificates: {
    each: {
      keys: {
        certificateArn: 'string',
        validationRecords: {
          list: { keys: { domainName: 'string', name: 'string', type: 'string', value: 'string' } },
        },
      },
    },
  },
  staticAssets: { each: { keys: { target: 'string', edgeTtlSeconds: 'number', browserTtlSeconds: 'number' } } },
  authenticatedOriginPulls: 'boolean',
  wafRules: {
    list: {
      keys: {
        ref: 'string',
        description: 'string',
        expression: 'string',
        action: ['block', 'challenge', 'js_challenge', 'log', 'managed_challenge'],
      },
    },
  },
  cacheRules: {
    list: {
      keys: { ref: 'string', description: 'string', expression: 'string', cache: 'boolean', edgeTtlSeconds: 'number' },
    },
  },
  token: ['external', 'managed'],
  tokenVersion: 'number',
  kmsKeyId: 'string',
  secretRecoveryWindowInDays: 'number',
  env: 'string',
  project: 'string',
};
