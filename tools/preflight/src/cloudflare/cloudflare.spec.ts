import { fakeContext } from '../testing/fake-account';
import { linesOf } from '../testing/findings';
import type { CloudflareAnswer } from './api';
import { edge } from './index';

const ACCOUNT = 'fedcba9876543210fedcba9876543210';
const zone_id = '0123456789abcdef0123456789abcdef';
const resource = {
  cloudflare_account_token: { saas: { account_id: ACCOUNT } },
  cloudflare_dns_record: { api: { zone_id } },
  cloudflare_ruleset: { waf: { zone_id, phase: 'http_request_firewall_custom', rules: [1, 2, 3, 4, 5, 6] } },
  cloudflare_certificate_pack: { pack: { zone_id } },
  cloudflare_custom_hostname_fallback_origin: { saas: { zone_id } },
};
const ok = (result: unknown): CloudflareAnswer => ({ status: 200, result, errors: [] });
const refused = (status: number, code: number, message = 'no'): CloudflareAnswer => ({
  status,
  result: null,
  errors: [{ code, message }],
});
const token = (...names: string[]): CloudflareAnswer =>
  ok({ policies: [{ effect: 'allow', permission_groups: names.map((name) => ({ name })) }] });
const ALL = ['Account API Tokens Write', 'DNS Write', 'SSL and Certificates Write', 'Zone WAF Write'];
const zone = (plan = 'pro', more: object = {}): CloudflareAnswer =>
  ok({ name: 'restartix.pro', status: 'active', account: { id: ACCOUNT }, plan: { legacy_id: plan }, ...more });
const GOOD: Readonly<Record<string, CloudflareAnswer>> = {
  [`/accounts/${ACCOUNT}/tokens/verify`]: ok({ id: 't1', status: 'active' }),
  [`/accounts/${ACCOUNT}/tokens/t1`]: token(...ALL),
  [`/zones/${zone_id}`]: zone(),
  [`/zones/${zone_id}/ssl/certificate_packs/quota`]: ok({ advanced: { allocated: 100, used: 1 } }),
  [`/zones/${zone_id}/custom_hostnames?per_page=5`]: ok([]),
  [`/zones/${zone_id}/custom_hostnames/fallback_origin`]: ok({ origin: 'saas.restartix.pro', status: 'active' }),
};
const lines = (answers: Readonly<Record<string, CloudflareAnswer>>): Promise<string[]> => {
  const all = { ...GOOD, ...answers };
  const get = (path: string): Promise<CloudflareAnswer> => Promise.resolve(all[path] ?? refused(404, 1003));
  return linesOf(fakeContext({ resource, cloudflare: { get } }), edge);
};

describe('Cloudflare', () => {
  it('is ok when token, zone, plan, certificates and SaaS are', async () => {
    expect(await lines({})).toEqual([
      'ok: Cloudflare token: has DNS Write, SSL and Certificates Write, Account API Tokens Write, Zone WAF Write',
      'ok: zone restartix.pro: is active, on the plan pro',
      'ok: WAF custom rules of restartix.pro: needs 6, the plan pro includes 20',
      'ok: advanced certificates: 1 of 100 used',
      'ok: Cloudflare for SaaS: is enabled; fallback origin: saas.restartix.pro, active',
    ]);
  });

  it.each([
    [
      'a token that nobody knows',
      { [`/accounts/${ACCOUNT}/tokens/verify`]: refused(401, 1000) },
      'failure: Cloudflare token: is not valid',
    ],
    [
      'a token that is disabled',
      { [`/accounts/${ACCOUNT}/tokens/verify`]: ok({ id: 't1', status: 'disabled' }) },
      'failure: Cloudflare token: is disabled',
    ],
    [
      'permissions that are missing',
      { [`/accounts/${ACCOUNT}/tokens/t1`]: token('DNS Write', 'Account API Tokens Write') },
      'failure: Cloudflare token: lacks SSL and Certificates Write, Zone WAF Write',
    ],
    [
      'a token that may not read itself',
      { [`/accounts/${ACCOUNT}/tokens/t1`]: refused(403, 9109, 'Unauthorized') },
      'unasked: Cloudflare token: not asked: the token needs Account API Tokens Read to tell its own permissions: Unauthorized (9109)',
    ],
    [
      'a zone that is not there',
      { [`/zones/${zone_id}`]: refused(403, 9109) },
      `failure: zone ${zone_id}: does not exist, or the token may not see it`,
    ],
    [
      'a zone that is pending',
      { [`/zones/${zone_id}`]: zone('pro', { status: 'pending' }) },
      'failure: zone restartix.pro: is pending: nobody is led to it yet',
    ],
    [
      'a zone of another account',
      { [`/zones/${zone_id}`]: zone('pro', { account: { id: 'other' } }) },
      `failure: zone restartix.pro: belongs to account other, not to ${ACCOUNT}`,
    ],
    [
      'a plan that is too small',
      { [`/zones/${zone_id}`]: zone('free') },
      'failure: WAF custom rules of restartix.pro: needs 6, the plan free includes 5',
    ],
    [
      'certificates that were not bought',
      { [`/zones/${zone_id}/ssl/certificate_packs/quota`]: ok({ advanced: { allocated: 0, used: 0 } }) },
      'failure: advanced certificates: the zone has none',
    ],
    [
      'SaaS that is not enabled',
      { [`/zones/${zone_id}/custom_hostnames?per_page=5`]: refused(403, 1403) },
      'failure: Cloudflare for SaaS: is not enabled for the zone',
    ],
    [
      'SaaS that may not be asked about',
      { [`/zones/${zone_id}/custom_hostnames?per_page=5`]: refused(403, 10000, 'Authentication error') },
      'unasked: Cloudflare for SaaS: not asked: the token needs SSL and Certificates Read: Authentication error (10000)',
    ],
  ])('says what to do about %s', async (_, answers, line) => {
    expect(await lines(answers)).toContain(line);
  });

  it('is not asked without a token', async () => {
    expect(await linesOf(fakeContext({ resource }), edge)).toEqual(
      ['Cloudflare token', 'zone', 'advanced certificates', 'Cloudflare for SaaS'].map(
        (subject) => `unasked: ${subject}: not asked: set CLOUDFLARE_API_TOKEN`,
      ),
    );
  });
});
