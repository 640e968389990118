/** A rule of the zone's firewall, `http_request_firewall_custom`. */
export interface WafRule {
  /** Stable and unique: Cloudflare finds the rule by it again, whatever moves around it. */
  readonly ref: string;
  /** What it is for, shown in the dashboard. */
  readonly description: string;
  /** In Cloudflare's language, e.g. `http.request.uri.path contains "/.git/"`. */
  readonly expression: string;
  /** What becomes of a request that it matches. */
  readonly action: 'block' | 'managed_challenge' | 'js_challenge' | 'challenge' | 'log';
}

/** The default firewall rules: requests that no client of the platform makes. */
export const WAF_RULES: readonly WafRule[] = [
  {
    ref: 'block_unknown_methods',
    description: 'Methods that no service of ours knows',
    expression: 'not http.request.method in {"GET" "HEAD" "POST" "PUT" "PATCH" "DELETE" "OPTIONS"}',
    action: 'block',
  },
  {
    ref: 'block_sources_and_secrets',
    description: 'Version control, environment files and keys',
    expression:
      '(http.request.uri.path contains "/.git") or (http.request.uri.path contains "/.env") or (http.request.uri.path contains "/.aws") or (ends_with(http.request.uri.path, ".pem"))',
    action: 'block',
  },
  {
    ref: 'block_foreign_software',
    description: 'Software that does not run here: a request for it is a scan',
    expression:
      '(http.request.uri.path contains "/wp-admin") or (http.request.uri.path contains "/wp-login") or (http.request.uri.path contains "/phpmyadmin") or (ends_with(http.request.uri.path, ".php"))',
    action: 'block',
  },
  {
    ref: 'challenge_no_user_agent',
    description: 'Clients that send no User-Agent: scripts and scanners, and a person can still pass',
    expression: '(http.user_agent eq "") and not starts_with(http.request.uri.path, "/webhooks/")',
    action: 'managed_challenge',
  },
];

/** A rule of the zone's cache, `http_request_cache_settings`. */
export interface CacheRule {
  /** Stable and unique: Cloudflare finds the rule by it again. */
  readonly ref: string;
  /** What it is for, shown in the dashboard. */
  readonly description: string;
  /** In Cloudflare's language, e.g. `starts_with(http.request.uri.path, "/static/")`. */
  readonly expression: string;
  /** Whether an answer may be cached at all. */
  readonly cache: boolean;
  /**
   * Seconds at the edge, whatever the origin says. Errors (status 400 and above) are never stored: a file that is missing
   * in the middle of a rolling deployment would otherwise be missing for as long.
   * @default - as the origin says
   */
  readonly edgeTtlSeconds?: number;
}

/** An API's answers belong to who asked; files with their content's hash in the name never change. */
export const CACHE_RULES: readonly CacheRule[] = [
  {
    ref: 'never_cache_apis',
    description: 'Answers of the APIs belong to who asked',
    expression: '(starts_with(http.host, "api")) or (starts_with(http.request.uri.path, "/api/"))',
    cache: false,
  },
  {
    ref: 'cache_hashed_assets',
    description: 'Files with the hash of their content in the name never change',
    expression: 'starts_with(http.request.uri.path, "/_next/static/")',
    cache: true,
    edgeTtlSeconds: 31_536_000,
  },
];
