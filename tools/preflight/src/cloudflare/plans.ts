export type Plan = 'free' | 'pro' | 'business' | 'enterprise';
export type RuleKind = 'cache rules' | 'WAF custom rules' | 'rate limiting rules' | 'page rules';

/** By phase of a ruleset. */
export const PHASES: Readonly<Record<string, RuleKind>> = {
  http_request_cache_settings: 'cache rules',
  http_request_firewall_custom: 'WAF custom rules',
  http_ratelimit: 'rate limiting rules',
};

/**
 * https://developers.cloudflare.com/cache/how-to/cache-rules/#availability
 * https://developers.cloudflare.com/waf/custom-rules/#availability
 * https://developers.cloudflare.com/waf/rate-limiting-rules/#availability
 * https://developers.cloudflare.com/rules/page-rules/#availability
 */
const INCLUDED: Readonly<Record<Plan, Readonly<Record<RuleKind, number>>>> = {
  free: { 'cache rules': 10, 'WAF custom rules': 5, 'rate limiting rules': 1, 'page rules': 3 },
  pro: { 'cache rules': 25, 'WAF custom rules': 20, 'rate limiting rules': 2, 'page rules': 20 },
  business: { 'cache rules': 50, 'WAF custom rules': 100, 'rate limiting rules': 5, 'page rules': 50 },
  enterprise: { 'cache rules': 300, 'WAF custom rules': 1000, 'rate limiting rules': 100, 'page rules': 125 },
};

export function limitsOf(plan: string): Readonly<Record<RuleKind, number>> | undefined {
  return Object.hasOwn(INCLUDED, plan) ? INCLUDED[plan as Plan] : undefined;
}
