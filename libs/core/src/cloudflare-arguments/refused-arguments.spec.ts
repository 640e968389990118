import { PageRule } from '@cdktf/provider-cloudflare/lib/page-rule';
import { useCloudflare } from '../cloudflare';
import { synth } from '../testing';
import { refusedArguments } from './refused-arguments';

const CACHE_RULE = { action: 'set_cache_settings', expression: 'true' };

describe('what the Cloudflare provider refuses', () => {
  it.each<[string, Record<string, unknown>, string, unknown, string]>([
    ['cloudflare_dns_record', { type: 'ALIAS' }, 'type', 'ALIAS', 'A, AAAA, CNAME'],
    ['cloudflare_dns_record', { ttl: 5 }, 'ttl', 5, '1, or 30 to 86400'],
    ['cloudflare_certificate_pack', { validity_days: 60 }, 'validity_days', 60, '14, 30, 90, 365'],
    [
      'cloudflare_page_rule',
      { actions: { edge_cache_ttl: 2_592_000 } },
      'actions.edge_cache_ttl',
      2_592_000,
      '0 to 2419200',
    ],
    ['cloudflare_ruleset', { rules: [CACHE_RULE, { action: 'allow' }] }, 'rules.1.action', 'allow', 'block'],
    [
      'cloudflare_ruleset',
      { rules: [{ action_parameters: { headers: { 'X-Name': { operation: 'replace' } } } }] },
      'rules.0.action_parameters.headers.X-Name.operation',
      'replace',
      'add, set, remove',
    ],
    [
      'cloudflare_ruleset',
      { rules: [{ action_parameters: { products: ['waf', 'firewall'] } }] },
      'rules.0.action_parameters.products.1',
      'firewall',
      'uaBlock',
    ],
  ])('is found in %s %j', (type, values, argument, value, allowed) => {
    const [refused, ...more] = refusedArguments(type, values);
    expect(more).toEqual([]);
    expect(refused).toMatchObject({ argument, value });
    expect(refused?.allowed).toContain(allowed);
  });

  it('is nothing that it takes, an expression or of another provider', () => {
    expect(refusedArguments('cloudflare_dns_record', { type: 'cname', ttl: 1, priority: null })).toEqual([]);
    expect(refusedArguments('cloudflare_dns_record', { type: '${local.type}' })).toEqual([]);
    expect(refusedArguments('aws_route53_record', { type: 'ALIAS' })).toEqual([]);
  });

  it('is refused at synthesis, with the argument', () => {
    const synthesize = (edgeCacheTtl: number) => (): unknown =>
      synth((stack) => {
        useCloudflare(stack);
        new PageRule(stack, 'assets', { zoneId: 'z', target: 'a.example.com/*', actions: { edgeCacheTtl } });
      });
    expect(synthesize(2_419_200)).not.toThrow();
    expect(synthesize(2_592_000)).toThrow(
      /cloudflare_page_rule\.assets\.actions\.edge_cache_ttl 2592000 is not possible \(allowed: 0 to 2419200/,
    );
  });
});
