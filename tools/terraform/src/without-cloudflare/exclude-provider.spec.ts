import { excludeProvider } from './exclude-provider';

const AWS = { source: 'aws', version: '5.100.0' };
const CLOUDFLARE = { source: 'cloudflare/cloudflare', version: '5.14.0' };
const zone = { cloudflare_zone: { main: { name: 'example.com' } } };
const resources = (resource: object): readonly string[] => excludeProvider({ resource }, 'cloudflare').skipped;

test('a configuration without the provider stays as it is', () => {
  const json = {
    '//': { metadata: {} },
    terraform: { backend: { s3: {} }, required_providers: { aws: AWS } },
    provider: { aws: [{ region: 'eu-central-1' }] },
    resource: { aws_vpc: { a: { depends_on: ['aws_eip.b'] } }, aws_eip: { b: {} } },
    moved: [{ from: 'aws_vpc.b', to: 'aws_vpc.a' }],
    output: { id: { value: '${aws_vpc.a.id}' } },
  };
  expect(excludeProvider(json, 'cloudflare')).toEqual({ configuration: json, skipped: [], movedFrom: [] });
});

test('leaves out the provider, its resources, data sources and ephemeral values, and nothing else', () => {
  const { configuration, skipped } = excludeProvider(
    {
      terraform: { required_providers: { aws: AWS, cloudflare: CLOUDFLARE }, required_version: '>= 1.11' },
      provider: { aws: [{}], cloudflare: [{}] },
      data: { cloudflare_ip_ranges: { all: {} }, aws_region: { here: {} } },
      ephemeral: { cloudflare_token: { t: {} } },
      resource: { ...zone, aws_vpc: { a: {} }, cloudflared_tunnel: { other: {} } },
    },
    'cloudflare',
  );
  expect(configuration).toEqual({
    terraform: { required_providers: { aws: AWS }, required_version: '>= 1.11' },
    provider: { aws: [{}] },
    data: { aws_region: { here: {} } },
    resource: { aws_vpc: { a: {} }, cloudflared_tunnel: { other: {} } },
  });
  expect(skipped).toEqual(['cloudflare_zone.main', 'data.cloudflare_ip_ranges.all', 'ephemeral.cloudflare_token.t']);
});

test('leaves out what reads it, through resources, locals, outputs, modules and checks', () => {
  const { configuration, skipped } = excludeProvider(
    {
      locals: { zone: '${cloudflare_zone.main.id}', region: 'x' },
      module: { dns: { zone: '${local.zone}' } },
      check: { zone: { assert: [{ condition: '${local.zone != ""}', error_message: 'x' }] } },
      resource: {
        ...zone,
        aws_ssm_parameter: { a: { value: 'zone=${local.zone}' }, b: { value: '${local.region}' } },
        aws_acm_certificate_validation: { v: { fqdns: [{ nested: ['${cloudflare_zone.main.x}'] }] } },
        aws_lb_listener: { l: { certificate_arn: '${aws_acm_certificate_validation.v.certificate_arn}' } },
      },
      output: { zone: { value: '${module.dns.id}' }, listener: { value: '${aws_lb_listener.l.arn}' }, region: {} },
    },
    'cloudflare',
  );
  expect(skipped).toEqual([
    'aws_acm_certificate_validation.v',
    'aws_lb_listener.l',
    'aws_ssm_parameter.a',
    'check.zone',
    'cloudflare_zone.main',
    'local.zone',
    'module.dns',
    'output.listener',
    'output.zone',
  ]);
  expect(configuration).toEqual({
    locals: { region: 'x' },
    resource: { aws_ssm_parameter: { b: { value: '${local.region}' } } },
    output: { region: {} },
  });
});

test('what only waits for it stays, and waits no more', () => {
  const { configuration, skipped } = excludeProvider(
    {
      resource: {
        ...zone,
        aws_vpc: {
          a: { depends_on: ['cloudflare_zone.main', 'aws_eip.b'] },
          c: {
            depends_on: ['cloudflare_zone.main'],
            lifecycle: { replace_triggered_by: ['${cloudflare_zone.main.id}'], ignore_changes: ['tags'] },
          },
        },
        aws_eip: { b: {} },
      },
    },
    'cloudflare',
  );
  expect(skipped).toEqual(['cloudflare_zone.main']);
  expect(configuration).toEqual({
    resource: {
      aws_vpc: { a: { depends_on: ['aws_eip.b'] }, c: { lifecycle: { ignore_changes: ['tags'] } } },
      aws_eip: { b: {} },
    },
  });
});

test('a condition reads what it compares', () => {
  const lifecycle = { postcondition: [{ condition: '${cloudflare_zone.main.status == "active"}', error_message: '' }] };
  expect(resources({ ...zone, aws_vpc: { a: { lifecycle } } })).toEqual(['aws_vpc.a', 'cloudflare_zone.main']);
});

test('a name that begins like another is another', () => {
  const left = resources({
    aws_eip: { ab: { x: '${cloudflare_dns_record.a.id}' } },
    aws_vpc: { v: { x: '${aws_eip.a.id}' }, w: { x: '${aws_eip.ab.id}' } },
    cloudflare_dns_record: { a: {} },
  });
  expect(left).toEqual(['aws_eip.ab', 'aws_vpc.w', 'cloudflare_dns_record.a']);
});

test('imports, moves and removals of what is left out go with it', () => {
  const { configuration, movedFrom } = excludeProvider(
    {
      resource: { ...zone, aws_vpc: { a: {} }, aws_eip: { reads: { x: '${cloudflare_zone.main.id}' } } },
      import: [
        { to: 'cloudflare_zone.main', id: 'x' },
        { to: 'aws_vpc.a', id: 'vpc-1' },
        { to: 'aws_vpc.a', id: '${cloudflare_zone.main.id}' },
      ],
      moved: [
        { from: 'aws_eip.older', to: 'aws_eip.old' },
        { from: 'aws_eip.old', to: 'aws_eip.reads' },
        { from: 'aws_vpc.old', to: 'aws_vpc.a' },
      ],
      removed: [{ from: 'cloudflare_page_rule.gone' }, { from: 'aws_vpc.gone' }],
    },
    'cloudflare',
  );
  expect(configuration).toEqual({
    resource: { aws_vpc: { a: {} } },
    import: [{ to: 'aws_vpc.a', id: 'vpc-1' }],
    moved: [
      { from: 'aws_eip.older', to: 'aws_eip.old' },
      { from: 'aws_vpc.old', to: 'aws_vpc.a' },
    ],
    removed: [{ from: 'aws_vpc.gone' }],
  });
  expect(movedFrom).toEqual(['aws_eip.old', 'aws_eip.older']);
});

test('refuses when another provider is configured by it', () => {
  const json = { resource: zone, provider: { aws: [{ region: '${cloudflare_zone.main.name}' }] } };
  expect(() => excludeProvider(json, 'cloudflare')).toThrow(
    /provider\.aws depends on resources of the cloudflare provider.*\n.*TF_PROVIDER_MIRROR/,
  );
});
