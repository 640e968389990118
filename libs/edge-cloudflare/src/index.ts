export { CLOUDFLARE_IPV4_CIDRS, CLOUDFLARE_IPV6_CIDRS } from './addresses';
export { CACHE_RULES, WAF_RULES, type CacheRule, type WafRule } from './rules';
export { EdgeCloudflare, type EdgeCloudflareOutputs } from './edge-cloudflare';
export type {
  AdvancedCertificate,
  CertificateToValidate,
  EdgeCloudflareConfig,
  EdgeHost,
  StaticAssets,
} from './edge-cloudflare.config';
export { ZONE_SETTINGS } from './zone-settings';
