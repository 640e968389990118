import type { Check } from '../check';
import type { Context } from '../context';
import { failure, ok, type Finding } from '../finding';
import { askCloudflare, mustAskCloudflare } from './ask';
import { zonesOf } from './zones';

/** https://developers.cloudflare.com/fundamentals/api/reference/permissions/ */
const PERMISSIONS: Readonly<Record<string, string>> = {
  cloudflare_dns_record: 'DNS Write',
  cloudflare_zone_setting: 'Zone Settings Write',
  cloudflare_certificate_pack: 'SSL and Certificates Write',
  cloudflare_custom_hostname_fallback_origin: 'SSL and Certificates Write',
  cloudflare_authenticated_origin_pulls: 'SSL and Certificates Write',
  cloudflare_page_rule: 'Page Rules Write',
  cloudflare_account_token: 'Account API Tokens Write',
};
const OF_PHASES: Readonly<Record<string, string>> = {
  http_request_cache_settings: 'Cache Settings Write',
  http_request_firewall_custom: 'Zone WAF Write',
  http_ratelimit: 'Zone WAF Write',
};
const TOKENS = 'https://dash.cloudflare.com/profile/api-tokens';

interface Verified {
  readonly id: string;
  readonly status: string;
}

interface Token {
  readonly policies: readonly {
    readonly effect: string;
    readonly permission_groups: readonly { readonly name: string }[];
  }[];
}

/** The token is valid, and its policies permit what the environment has. */
export const tokenCheck: Check = {
  subject: 'Cloudflare token',
  concerns: ({ synthesis }) => zonesOf(synthesis).length > 0,
  run: async (context) => {
    const [account] = context.synthesis.texts('cloudflare_account_token', 'account_id');
    const owners = [...(account === undefined ? [] : [`/accounts/${account}`]), '/user'];
    const owner = await ownerOf(context, owners);
    if (!owner)
      return [failure('Cloudflare token', 'is not valid', `make one at ${TOKENS} and set CLOUDFLARE_API_TOKEN`)];
    if (owner.status !== 'active') return [failure('Cloudflare token', `is ${owner.status}`, `renew it at ${TOKENS}`)];
    // Not every token may read itself; what it may do is then known only by trying.
    const own = await mustAskCloudflare(
      context,
      `${owner.path}/tokens/${owner.id}`,
      'Account API Tokens Read to tell its own permissions',
    );
    return permissions(context, own.result as Token);
  },
};

async function ownerOf(context: Context, owners: readonly string[]) {
  for (const path of owners) {
    const { status, result } = await askCloudflare(context, `${path}/tokens/verify`);
    if (status < 400) return { path, ...(result as Verified) };
  }
  return undefined;
}

function permissions({ synthesis }: Context, { policies }: Token): Finding[] {
  const has = new Set(
    policies
      .filter(({ effect }) => effect === 'allow')
      .flatMap(({ permission_groups }) => permission_groups.map(({ name }) => name)),
  );
  const needed = new Set([
    ...Object.entries(PERMISSIONS).flatMap(([type, name]) => (synthesis.count(type) > 0 ? [name] : [])),
    ...synthesis.all('cloudflare_ruleset').flatMap((each) => OF_PHASES[String(each['phase'])] ?? []),
  ]);
  const lacking = [...needed].filter((name) => !has.has(name));
  if (lacking.length === 0) return [ok('Cloudflare token', `has ${[...needed].join(', ')}`)];
  return [failure('Cloudflare token', `lacks ${lacking.join(', ')}`, `add them at ${TOKENS}`)];
}
