import { LIMITS, PROVIDER_VERSION } from '@restartix/core/cloudflare-arguments';
import { ENVIRONMENTS, ENV_NAMES } from '../environments';
import { cloudflareTable } from './table';
import { readTable } from './write';

describe('what the Cloudflare provider takes', () => {
  it('is written down as its installed documentation says (npx nx run checks:update writes it)', async () => {
    expect(readTable()).toBe(await cloudflareTable());
    expect(PROVIDER_VERSION).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it('is known of every resource that an environment has, if only that there is no limit', () => {
    for (const name of ENV_NAMES) {
      const types = ENVIRONMENTS[name].synthesized.addresses.map((address) => address.split('.')[0]!);
      for (const type of types.filter((each) => each.startsWith('cloudflare_'))) expect(LIMITS).toHaveProperty(type);
    }
  });

  it('reaches arguments of lists and maps', () => {
    expect(LIMITS['cloudflare_ruleset']).toMatchObject({
      phase: { oneOf: expect.arrayContaining(['http_request_cache_settings']) as unknown },
      'rules.action_parameters.edge_ttl.mode': { oneOf: ['respect_origin', 'bypass_by_default', 'override_origin'] },
      'rules.action_parameters.headers.*.operation': { oneOf: ['add', 'set', 'remove'] },
    });
    expect(LIMITS['cloudflare_dns_record']?.['ttl']).toEqual({ min: 30, max: 86_400, or: [1] });
  });
});
