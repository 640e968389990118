/** The attributes of Cloudflare's provider 5.14.0 that can be set (`terraform providers schema`), of the types used here. */
export const REQUIRED = {
  cloudflare_dns_record: {
    required: ['name', 'ttl', 'type', 'zone_id'],
    optional: ['comment', 'content', 'data', 'priority', 'proxied', 'settings', 'tags'],
  },
  cloudflare_page_rule: { required: ['actions', 'target', 'zone_id'], optional: ['priority', 'status'] },
  cloudflare_ruleset: {
    required: ['kind', 'name', 'phase'],
    optional: ['account_id', 'description', 'rules', 'zone_id'],
  },
  cloudflare_zone_setting: { required: ['setting_id', 'value', 'zone_id'], optional: ['enabled'] },
  cloudflare_account_token: {
    required: ['account_id', 'name', 'policies'],
    optional: ['condition', 'expires_on', 'not_before', 'status'],
  },
  cloudflare_certificate_pack: {
    required: ['certificate_authority', 'hosts', 'type', 'validation_method', 'validity_days', 'zone_id'],
    optional: ['cloudflare_branding'],
  },
  cloudflare_custom_hostname_fallback_origin: { required: ['origin', 'zone_id'], optional: [] },
} as const satisfies Record<string, { readonly required: readonly string[]; readonly optional: readonly string[] }>;

export type CloudflareType = keyof typeof REQUIRED;
