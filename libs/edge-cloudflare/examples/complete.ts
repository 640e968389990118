import type { EnvStack } from '@restartix/core';
import { useCloudflare } from '@restartix/core/cloudflare';
import { EdgeCloudflare } from '../src';

/** The zone's owner, with all that other modules give. */
export default function example(stack: EnvStack): void {
  useCloudflare(stack);
  new EdgeCloudflare(stack, 'edge', {
    cloudflareZoneId: '0123456789abcdef0123456789abcdef',
    cloudflareAccountId: 'fedcba9876543210fedcba9876543210',
    zoneName: 'restartix.pro',
    albDnsName: 'restartix-production-alb-123456789.eu-central-1.elb.amazonaws.com',
    hosts: {
      'core-api': { name: 'api.restartix.pro' },
      clinic: { name: '*.clinic.restartix.pro' },
      status: { name: 'status.restartix.pro', proxied: false },
    },
    saasOriginHostname: 'origin.restartix.pro',
    zoneRules: 'owner',
    edgeCertificate: { certificateAuthority: 'lets_encrypt' },
    dnsRecords: [
      { key: 'dkim-1', type: 'CNAME', name: 'abc._domainkey.mail.restartix.pro', value: 'abc.dkim.amazonses.com' },
      {
        key: 'mx',
        type: 'MX',
        name: 'bounce.mail.restartix.pro',
        value: 'feedback-smtp.eu-central-1.amazonses.com',
        priority: 10,
      },
      { key: 'spf', type: 'TXT', name: 'mail.restartix.pro', value: 'v=spf1 include:amazonses.com -all', ttl: 3600 },
    ],
    certificates: {
      'load-balancer': {
        certificateArn: 'arn:aws:acm:eu-central-1:123456789012:certificate/11111111-2222-3333-4444-555555555555',
        validationRecords: [
          {
            domainName: 'api.restartix.pro',
            name: '_0123.api.restartix.pro.',
            type: 'CNAME',
            value: '_4567.acm-validations.aws.',
          },
        ],
      },
    },
    staticAssets: {
      clinic: { target: '*.clinic.restartix.pro/_next/static/*' },
      console: { target: 'console.restartix.pro/_next/static/*', edgeTtlSeconds: 86400, browserTtlSeconds: 3600 },
    },
    tokenVersion: 2,
    kmsKeyId: 'arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555',
    secretRecoveryWindowInDays: 7,
  });
}
