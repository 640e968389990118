import { AcmCertificate } from '@cdktf/provider-aws/lib/acm-certificate';
import type { EnvStack } from '@restartix/core';
import { useCloudflare } from '@restartix/core/cloudflare';
import { EdgeCloudflare, type CertificateToValidate, type EdgeCloudflareConfig } from '@restartix/edge-cloudflare';
import { ref, Token } from 'cdktf';
import { key } from './given';
import { updateBehavior } from './rows';

const ZONE = '0123456789abcdef0123456789abcdef';
const OTHER_ZONE = 'fedcba9876543210fedcba9876543211';
const ACCOUNT = 'fedcba9876543210fedcba9876543210';
const ALB = 'given-1.eu-central-1.elb.amazonaws.com';
const OTHER_ALB = 'other-1.eu-central-1.elb.amazonaws.com';

const deep = { hosts: { clinic: { name: '*.clinic.restartix.pro' } } };
const advanced = { ...deep, edgeCertificate: {} };
const assets = { staticAssets: { clinic: { target: 'clinic.restartix.pro/static/*' } } };
const waf = (over: object) => [
  { ref: 'own', description: 'Ours', expression: 'http.request.uri.path eq "/a"', action: 'block' as const, ...over },
];
const cached = (over: object) => [
  { ref: 'own', description: 'Ours', expression: 'http.request.uri.path eq "/a"', cache: true, ...over },
];
const record = (over: object) => [
  { key: 'mx', type: 'MX' as const, name: 'mail.restartix.pro', value: 'a.example.net', priority: 10, ...over },
];
/** A certificate that waits for its record. */
function certificate(stack: EnvStack, name: string): CertificateToValidate {
  const domainName = 'api.restartix.pro';
  const made = new AcmCertificate(stack, name, { domainName, validationMethod: 'DNS' });
  const address = `${made.terraformResourceType}.${made.friendlyUniqueId}`;
  const option = (attribute: string): string =>
    Token.asString(ref(`tolist(${address}.domain_validation_options)[0].resource_record_${attribute}`));
  return {
    certificateArn: made.arn,
    validationRecords: [{ domainName, name: option('name'), type: 'CNAME', value: option('value') }],
  };
}

interface Given {
  readonly first: CertificateToValidate;
  readonly second: CertificateToValidate;
}

const certified = ({ first }: Given) => ({ certificates: { own: first } });

export const edgeCloudflare = updateBehavior({
  module: 'edge-cloudflare',
  construct: EdgeCloudflare,
  given: (stack) => {
    useCloudflare(stack);
    return {
      ...{ one: key(stack, 'one'), two: key(stack, 'two') },
      ...{ first: certificate(stack, 'first'), second: certificate(stack, 'second') },
    };
  },
  base: {
    ...{ cloudflareZoneId: ZONE, cloudflareAccountId: ACCOUNT, zoneName: 'restartix.pro', albDnsName: ALB },
    hosts: { api: { name: 'api.restartix.pro' } },
    ...{ saasOriginHostname: 'origin.restartix.pro', zoneRules: 'owner' },
  } satisfies EdgeCloudflareConfig,
  inputs: {
    cloudflareZoneId: { values: [ZONE, OTHER_ZONE] },
    cloudflareAccountId: { untried: 'Another account has another zone: see `cloudflareZoneId`.' },
    zoneName: { untried: 'The name of the zone: another one is another zone, with `cloudflareZoneId` and every name.' },
    albDnsName: { values: [ALB, OTHER_ALB] },
    hosts: {
      values: [
        { api: { name: 'api.restartix.pro' } },
        { api: { name: 'api.restartix.pro' }, web: { name: 'web.restartix.pro' } },
      ],
    },
    'hosts.*.name': { values: ['api.restartix.pro', 'v2.restartix.pro'] },
    'hosts.*.proxied': { values: [true, false] },
    'hosts.*.albDnsName': { values: [ALB, OTHER_ALB] },
    saasOriginHostname: { values: ['origin.restartix.pro', 'saas.restartix.pro'] },
    zoneRules: { values: ['owner', 'shared'] },
    edgeCertificate: { values: [{}, 'existing'], with: deep },
    'edgeCertificate.certificateAuthority': { values: ['google', 'ssl_com'], with: advanced },
    'edgeCertificate.validityDays': { values: [30, 14], with: advanced },
    dnsRecords: { values: [record({}), record({ value: 'b.example.net' })] },
    certificates: { values: [({ first }) => ({ own: first }), ({ second }) => ({ other: second })] },
    'certificates.*.certificateArn': {
      values: [({ first }: Given) => first.certificateArn, ({ second }: Given) => second.certificateArn],
      with: certified,
    },
    'certificates.*.validationRecords': {
      values: [({ first }: Given) => first.validationRecords, ({ second }: Given) => second.validationRecords],
      with: certified,
    },
    'certificates.*.validationRecords[].domainName': {
      values: ['api.restartix.pro', 'web.restartix.pro'],
      with: certified,
    },
    'certificates.*.validationRecords[].name': {
      values: [({ first }: Given) => first.validationRecords[0]!.name, '_2.api.restartix.pro'],
      with: certified,
    },
    'certificates.*.validationRecords[].type': { untried: 'ACM asks for CNAME records only.' },
    'certificates.*.validationRecords[].value': {
      values: [({ first }: Given) => first.validationRecords[0]!.value, '_2.acm-validations.aws'],
      with: certified,
    },
    staticAssets: {
      values: [assets.staticAssets, { clinic: { target: 'clinic.restartix.pro/assets/*' } }],
    },
    'staticAssets.*.target': {
      values: ['clinic.restartix.pro/static/*', 'clinic.restartix.pro/assets/*'],
      with: assets,
    },
    'staticAssets.*.edgeTtlSeconds': { values: [86_400, 172_800], with: assets },
    'staticAssets.*.browserTtlSeconds': { values: [3600, 7200], with: assets },
    authenticatedOriginPulls: { values: [true, false] },
    wafRules: { values: [waf({}), waf({ action: 'log' })] },
    'wafRules[].ref': { values: ['own', 'other'], with: { wafRules: waf({}) } },
    'wafRules[].description': { values: ['Ours', 'Of the platform'], with: { wafRules: waf({}) } },
    'wafRules[].expression': {
      values: ['http.request.uri.path eq "/a"', 'http.request.uri.path eq "/b"'],
      with: { wafRules: waf({}) },
    },
    'wafRules[].action': { values: ['block', 'log'], with: { wafRules: waf({}) } },
    cacheRules: { values: [cached({}), cached({ edgeTtlSeconds: 7200 })] },
    'cacheRules[].ref': { values: ['own', 'other'], with: { cacheRules: cached({}) } },
    'cacheRules[].description': { values: ['Ours', 'Of the platform'], with: { cacheRules: cached({}) } },
    'cacheRules[].expression': {
      values: ['http.request.uri.path eq "/a"', 'http.request.uri.path eq "/b"'],
      with: { cacheRules: cached({}) },
    },
    'cacheRules[].cache': { values: [true, false], with: { cacheRules: cached({}) } },
    'cacheRules[].edgeTtlSeconds': { values: [7200, 14_400], with: { cacheRules: cached({}) } },
    token: { values: ['managed', 'external'] },
    tokenVersion: { values: [2, 3] },
    kmsKeyId: { values: [({ one }) => one, ({ two }) => two] },
    secretRecoveryWindowInDays: { values: [7, 14] },
  },
  replacements: 'The emulator has one zone: another one is planned only.',
});
