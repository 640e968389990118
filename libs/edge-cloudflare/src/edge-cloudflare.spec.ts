import type { EnvStack } from '@restartix/core';
import { useCloudflare } from '@restartix/core/cloudflare';
import { type Synthesized, synth, warningsOf, type Block } from '@restartix/testing';
import { TerraformLocal } from 'cdktf';
import complete from '../examples/complete';
import minimal from '../examples/minimal';
import { CLOUDFLARE_IPV4_CIDRS, EdgeCloudflare, WAF_RULES, ZONE_SETTINGS, type EdgeCloudflareConfig } from '.';
import { REQUIRED, type CloudflareType } from './testing/provider-schema';

const base: EdgeCloudflareConfig = {
  cloudflareZoneId: '0123456789abcdef0123456789abcdef',
  cloudflareAccountId: 'fedcba9876543210fedcba9876543210',
  zoneName: 'restartix.pro',
  albDnsName: 'Restartix-ALB.eu-central-1.elb.amazonaws.com.',
  hosts: { 'core-api': { name: 'api.restartix.pro' } },
  saasOriginHostname: 'origin.restartix.pro',
  zoneRules: 'shared',
};

function withCloudflare(build: (stack: EnvStack) => void): Synthesized {
  return synth((stack) => {
    useCloudflare(stack);
    build(stack);
  });
}

const edge = (config: Partial<EdgeCloudflareConfig> = {}): Synthesized =>
  withCloudflare((stack) => new EdgeCloudflare(stack, 'edge', { ...base, ...config }));
const record = (found: Synthesized, key: string): Block => found.resource('cloudflare_dns_record', `edge_${key}`);

describe('host names', () => {
  it('point at the load balancer through Cloudflare, unless they are not to', () => {
    expect(record(edge(), 'host_core_api')).toMatchObject({
      type: 'CNAME',
      name: 'api.restartix.pro',
      content: 'restartix-alb.eu-central-1.elb.amazonaws.com',
      proxied: true,
      ttl: 1,
    });
    expect(record(synth(complete), 'host_status')['proxied']).toBe(false);
    expect(record(edge(), 'host_saas_origin')['name']).toBe('origin.restartix.pro');
  });

  it('have addresses by their key, so that one more moves none', () => {
    const two = edge({ hosts: { about: { name: 'about.restartix.pro' }, ...base.hosts } });
    expect(two.addresses).toEqual(expect.arrayContaining(edge().addresses));
  });
});

describe('records of other modules', () => {
  it('are made as they are, in the form that Cloudflare keeps, never proxied', () => {
    const found = synth(complete);
    expect(record(found, 'record_spf')).toMatchObject({
      content: '"v=spf1 include:amazonses.com -all"',
      proxied: false,
      ttl: 3600,
    });
    expect(record(found, 'record_mx')).toMatchObject({ priority: 10, ttl: 1 });
  });

  it('validate a certificate, without AWS’s trailing dots, and what waits for it can name it', () => {
    const found = synth(complete);
    expect(record(found, 'proof_load_balancer_api_restartix_pro')).toMatchObject({
      name: '_0123.api.restartix.pro',
      content: '_4567.acm-validations.aws',
    });
    expect(found.resource('aws_acm_certificate_validation')).toMatchObject({
      validation_record_fqdns: ['${cloudflare_dns_record.edge_proof_load_balancer_api_restartix_pro.name}'],
    });
  });

  it('are brought into that form by Terraform where their values are known only then', () => {
    const found = withCloudflare((stack) => {
      const alb = new TerraformLocal(stack, 'alb', 'x');
      const validation = {
        domainName: 'a.restartix.pro',
        name: alb.asString,
        type: 'CNAME',
        value: `v.${alb.asString}`,
      };
      new EdgeCloudflare(stack, 'edge', {
        ...base,
        albDnsName: alb.asString,
        certificates: {
          alb: {
            certificateArn: 'arn:aws:acm:eu-central-1:123456789012:certificate/1',
            validationRecords: [validation],
          },
        },
      });
    });
    expect(record(found, 'host_core_api')['content']).toBe('${trimsuffix(lower(local.alb), ".")}');
    expect(record(found, 'proof_alb_a_restartix_pro')).toMatchObject({
      name: '${trimsuffix(lower(local.alb), ".")}',
      content: 'v.${local.alb}',
    });
  });
});

describe('the zone', () => {
  it('binds no host that is not its own to HTTPS', () => {
    const settings = Object.values(synth(complete).resources('cloudflare_zone_setting'));
    const header = settings.find(({ setting_id: id }) => id === 'security_header')!['value'] as {
      strict_transport_security: object;
    };
    expect(header.strict_transport_security).toMatchObject({ enabled: true, include_subdomains: false });
  });

  it('gets firewall, cache rules, settings and fallback origin from its owner', () => {
    const found = synth(complete);
    const firewall = found.resource('cloudflare_ruleset', 'edge_firewall');
    expect(firewall).toMatchObject({ kind: 'zone', phase: 'http_request_firewall_custom' });
    expect(firewall['rules'].map((rule: Block) => rule['ref'])).toEqual(WAF_RULES.map(({ ref }) => ref));
    expect(found.resource('cloudflare_ruleset', 'edge_cache')['rules']).toContainEqual(
      expect.objectContaining({
        ref: 'cache_hashed_assets',
        action: 'set_cache_settings',
        action_parameters: {
          cache: true,
          edge_ttl: {
            mode: 'override_origin',
            default: 31536000,
            status_code_ttl: [{ status_code_range: { from: 400, to: 599 }, value: -1 }],
          },
        },
      }),
    );
    const settings = Object.values(found.resources('cloudflare_zone_setting'));
    expect(Object.fromEntries(settings.map((setting) => [setting['setting_id'], setting['value']]))).toEqual(
      ZONE_SETTINGS,
    );
    expect(found.resource('cloudflare_custom_hostname_fallback_origin')['origin']).toContain('edge_host_saas_origin');
  });

  it('shows origins its client certificate where it is asked to, and keeps no key of it', () => {
    const found = edge({ zoneRules: 'owner', authenticatedOriginPulls: true });
    expect(found.resource('cloudflare_authenticated_origin_pulls_settings')).toMatchObject({ enabled: true });
    expect(found.resources('cloudflare_authenticated_origin_pulls_certificate')).toEqual({});
    expect(edge({ zoneRules: 'owner' }).resources('cloudflare_authenticated_origin_pulls_settings')).toEqual({});
    expect(() => edge({ authenticatedOriginPulls: true })).toThrow("Set it in the environment with zoneRules 'owner'.");
  });

  it('gets none of them from an environment that shares it', () => {
    const types = ['cloudflare_ruleset', 'cloudflare_zone_setting', 'cloudflare_custom_hostname_fallback_origin'];
    for (const type of types) expect(edge().resources(type)).toEqual({});
  });
});

describe('page rules', () => {
  it('take no longer than Cloudflare’s provider does', () => {
    const target = 'console.restartix.pro/_next/static/*';
    expect(() => edge({ staticAssets: { console: { target, edgeTtlSeconds: 2_419_201 } } })).toThrow('2419200');
  });

  it('are active, and the first of the list comes first', () => {
    const rules = Object.values(synth(complete).resources('cloudflare_page_rule'));
    expect(rules.map(({ priority, status }) => [priority, status])).toEqual([
      [2, 'active'],
      [1, 'active'],
    ]);
    expect(rules[0]!['actions']).toEqual({
      cache_level: 'cache_everything',
      edge_cache_ttl: 2419200,
      browser_cache_ttl: 31536000,
    });
  });
});

describe('the certificate that browsers see', () => {
  const deep = { clinic: { name: '*.clinic.restartix.pro' }, 'core-api': { name: 'api.restartix.pro' } };

  it('is ordered for the proxied names that Universal SSL does not cover, and those alone', () => {
    const pack = synth(complete).resource('cloudflare_certificate_pack');
    expect(pack).toMatchObject({
      type: 'advanced',
      hosts: ['restartix.pro', '*.clinic.restartix.pro'],
      certificate_authority: 'lets_encrypt',
      validity_days: 90,
      lifecycle: { create_before_destroy: true },
    });
  });

  it('is not ordered where no name needs it, or where it exists', () => {
    expect(edge({ edgeCertificate: {} }).resources('cloudflare_certificate_pack')).toEqual({});
    expect(edge({ hosts: deep, edgeCertificate: 'existing' }).resources('cloudflare_certificate_pack')).toEqual({});
  });

  it('is missed at synth: a proxied name below the first level without one', () => {
    expect(() => edge({ hosts: deep })).toThrow(
      'hosts.clinic.name "*.clinic.restartix.pro" is not possible (allowed: proxied names of one level below restartix.pro',
    );
    expect(() => edge({ saasOriginHostname: 'saas.origin.restartix.pro' })).toThrow('saasOriginHostname');
    expect(() => edge({ hosts: { clinic: { ...deep.clinic, proxied: false } } })).not.toThrow();
  });

  it('takes no more names than Cloudflare puts into one', () => {
    const many = Object.fromEntries(
      Array.from({ length: 50 }, (_, index) => [`c${index}`, { name: `c${index}.clinic.restartix.pro` }]),
    );
    expect(() => edge({ hosts: many, edgeCertificate: {} })).toThrow('49 names below the first level');
  });

  it.each([
    [{ certificateAuthority: 'lets_encrypt', validityDays: 30 }, '90 days with the authority "lets_encrypt"'],
    [{ validityDays: 365 }, '14, 30, 90 days with the authority "google"'],
  ] as const)('refuses a period that the authority does not offer: %j', (edgeCertificate, allowed) => {
    expect(() => edge({ hosts: deep, edgeCertificate })).toThrow(
      `edgeCertificate.validityDays ${edgeCertificate.validityDays} is not possible (allowed: ${allowed}`,
    );
  });
});

describe('rules that never match', () => {
  it('are refused: the threat score is always 0', () => {
    const rule = { ref: 'old', description: 'Old', expression: '(cf.threat_score gt 30)', action: 'block' as const };
    expect(() => edge({ zoneRules: 'owner', wafRules: [rule] })).toThrow('wafRules[0].expression');
    expect(JSON.stringify(WAF_RULES)).not.toContain('threat_score');
  });
});

describe('the application’s token', () => {
  it('may do one thing in one zone, and goes into a secret write-only', () => {
    const found = edge();
    const token = found.resource('cloudflare_account_token');
    expect(token['policies']).toEqual([
      {
        effect: 'allow',
        permission_groups: [{ id: expect.stringContaining('"SSL and Certificates Write"') as string }],
        resources: '{"com.cloudflare.api.account.zone.0123456789abcdef0123456789abcdef":"*"}',
      },
    ]);
    expect(found.resource('aws_secretsmanager_secret')['name']).toBe('restartix/staging/cloudflare-saas');
    const version = found.resource('aws_secretsmanager_secret_version');
    expect(version['secret_string']).toBeUndefined();
    expect(version['secret_string_wo']).toContain('cloudflare_account_token.edge_api_token_v1.value');
  });

  it('is another one with another version, and a person’s where it comes from elsewhere', () => {
    expect(Object.keys(edge({ tokenVersion: 2 }).resources('cloudflare_account_token'))).toEqual(['edge_api_token_v2']);
    const found = synth(minimal);
    expect(found.resources('cloudflare_account_token')).toEqual({});
    expect(found.resources('aws_secretsmanager_secret_version')).toEqual({});
    expect(Object.keys(found.resources('aws_secretsmanager_secret'))).toHaveLength(1);
  });
});

describe('without Cloudflare’s provider', () => {
  it('two AWS resources must be skipped with the edge, and no other', () => {
    const { json } = synth(complete);
    const reading = Object.entries(json.resource ?? {})
      .filter(([type]) => type.startsWith('aws_'))
      .flatMap(([type, blocks]) =>
        Object.entries(blocks)
          .filter(
            ([, block]) =>
              JSON.stringify({ ...block, depends_on: [] }).includes('${cloudflare_') ||
              JSON.stringify(block).includes('cloudflare_account_token.'),
          )
          .map(([name]) => `${type}.${name}`),
      );
    expect(reading).toEqual([
      'aws_acm_certificate_validation.edge_load_balancer_validation',
      'aws_secretsmanager_secret_version.edge_token_version',
    ]);
  });
});

describe('the provider’s schema', () => {
  it.each([complete, minimal])('is met: what it requires is there, and nothing that it does not know', (example) => {
    const { resource = {} } = synth(example).json;
    for (const [type, blocks] of Object.entries(resource).filter(([each]) => each.startsWith('cloudflare_'))) {
      const { required, optional } = REQUIRED[type as CloudflareType];
      for (const block of Object.values(blocks)) {
        const given = Object.keys(block).filter((name) => !['//', 'lifecycle', 'depends_on'].includes(name));
        expect({ type, given }).toEqual({ type, given: expect.arrayContaining([...required]) as string[] });
        expect(given.filter((name) => !([...required, ...optional] as readonly string[]).includes(name))).toEqual([]);
      }
    }
  });
});

describe('Cloudflare’s addresses', () => {
  it('are IPv4 blocks, each once', () => {
    expect(new Set(CLOUDFLARE_IPV4_CIDRS).size).toBe(15);
    for (const cidr of CLOUDFLARE_IPV4_CIDRS) expect(cidr).toMatch(/^\d+(\.\d+){3}\/\d+$/);
  });
});

describe('what is refused', () => {
  it.each([
    [{ cloudflareZoneId: 'restartix.pro' }, 'cloudflareZoneId "restartix.pro"'],
    [{ hosts: { a: { name: 'API.restartix.pro' } } }, 'hosts.a.name "API.restartix.pro"'],
    [{ hosts: { a: { name: 'api.restartix.pro.' } } }, 'without a trailing dot'],
    [{ hosts: { a: { name: 'api' } } }, 'fully qualified'],
    [{ hosts: { a: { name: 'api.example.com' } } }, 'names in the zone restartix.pro'],
    [{ saasOriginHostname: 'api.restartix.pro' }, 'names that hosts.core-api.name does not have'],
    [{ wafRules: WAF_RULES }, "nothing with zoneRules 'shared'"],
    [{ zoneRules: 'owner', wafRules: [WAF_RULES[0], WAF_RULES[0]] }, 'wafRules[1].ref'],
    [{ staticAssets: { a: { target: 'https://console.restartix.pro/*' } } }, 'without https://'],
    [{ staticAssets: { a: { target: 'console.restartix.pro/*', edgeTtlSeconds: 60 } } }, '7200 to 2419200'],
  ] as [Partial<EdgeCloudflareConfig>, string][])('%j', (config, reason) => {
    expect(() => edge(config)).toThrow(reason);
  });

  it('two owners of a zone, and a name twice; two edges otherwise work', () => {
    const two = (second: Partial<EdgeCloudflareConfig>): unknown =>
      withCloudflare((stack) => {
        new EdgeCloudflare(stack, 'one', { ...base, zoneRules: 'owner', token: 'external' });
        new EdgeCloudflare(stack, 'two', { ...base, env: 'two', token: 'external', ...second });
      });
    const apart = { hosts: { api: { name: 'api-two.restartix.pro' } }, saasOriginHostname: 'origin-two.restartix.pro' };
    expect(() => two({ ...apart, zoneRules: 'owner' })).toThrow('edge-cloudflare "two": zoneRules "owner"');
    expect(() => two({})).toThrow('hosts.core-api.name "api.restartix.pro"');
    expect(() => two(apart)).not.toThrow();
    expect(warningsOf(complete)).toEqual([]);
  });
});
