import { AcmCertificateValidation } from '@cdktf/provider-aws/lib/acm-certificate-validation';
import { ConfigError } from '@restartix/core';
import { Synthesized, resolved, synth } from '@restartix/testing';
import clientCertificates, { CA_CERTIFICATE } from '../examples/client-certificates';
import complete from '../examples/complete';
import existingCertificate from '../examples/existing-certificate';
import minimal from '../examples/minimal';
import { LoadBalancer, type LoadBalancerConfig } from '.';

const config: LoadBalancerConfig = {
  subnetIds: ['subnet-a', 'subnet-b'],
  securityGroupIds: ['sg-alb'],
  certificate: { domainNames: ['restartix.pro'] },
};
const balancer = (changes: Partial<LoadBalancerConfig> = {}, env?: Parameters<typeof synth>[1]) =>
  synth((stack) => void new LoadBalancer(stack, 'load-balancer', { ...config, ...changes }), env);
const refusal = (changes: Partial<LoadBalancerConfig>) => {
  try {
    balancer(changes);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error('Nothing was refused.');
};

/** Of a client, signed by the authority. */
const CLIENT_CERTIFICATE = `
-----BEGIN CERTIFICATE-----
MIIBiTCCAS6gAwIBAgIUK7pa4h+ogsgDy5wMNIWU7kkuRvswCgYIKoZIzj0EAwIw
GjEYMBYGA1UEAwwPT3JpZ2luIHB1bGxzIENBMB4XDTI2MTEyODA4MzQyM1oXDTI3
MTEyODA4MzQyM1owFTETMBEGA1UEAwwKY2xvdWRmbGFyZTBZMBMGByqGSM49AgEG
CCqGSM49AwEHA0IABMtHxBdvVr6KzfYyyEreVCTBPEj4Fgqx333IP/v6HOiF1Faz
5xSFvs7TaRjPGvwvoOz73SkcPKRCYyR2vEXN/F+jVzBVMBMGA1UdJQQMMAoGCCsG
AQUFBwMCMB0GA1UdDgQWBBRK9KZ/k4357POW15CQe7zH4pOVFDAfBgNVHSMEGDAW
gBQuBvT/SCmvY5rZm+e6oMqefs0P/jAKBggqhkjOPQQDAgNJADBGAiEA13I27UVV
q6uFdENco8dAugXvYYuOT3ZOtV77C8FRjKECIQDb9WhsAGvbS3fc3E3GLekOo31x
NOuc+GkVsl4tsZo8mg==
-----END CERTIFICATE-----
`;

describe('client certificates', () => {
  it('are not asked for where nothing is said, also no more: the provider leaves what it is not told', () => {
    expect(synth(minimal).resource('aws_lb_listener', 'load_balancer_https')['mutual_authentication']).toEqual({
      mode: 'off',
    });
  });

  it('are verified against the given authorities, which the trust store reads from an object of their digest', () => {
    const stack = synth(clientCertificates);
    const object = stack.resource('aws_s3_object');
    expect(object).toMatchObject({ content: CA_CERTIFICATE.trim() });
    expect(object['key']).toMatch(/^[0-9a-f]{16}\.pem$/);
    expect(stack.resource('aws_lb_trust_store')).toMatchObject({
      name: 'restartix-staging-alb-client-ca',
      ca_certificates_bundle_s3_bucket: '${aws_s3_bucket.load_balancer_client_ca_bucket.id}',
      ca_certificates_bundle_s3_key: '${aws_s3_object.load_balancer_client_ca_certificates.key}',
    });
    expect(stack.resource('aws_lb_listener', 'load_balancer_https')['mutual_authentication']).toEqual({
      mode: 'verify',
      trust_store_arn: '${aws_lb_trust_store.load_balancer_client_ca_trust_store.arn}',
    });
  });

  it('are passed on without a look at them, to find out who has one', () => {
    const stack = synth((scope) => new LoadBalancer(scope, 'alb', { ...config, clientCertificates: 'passthrough' }));
    expect(stack.resource('aws_lb_listener', 'alb_https')['mutual_authentication']).toEqual({ mode: 'passthrough' });
    expect(stack.resources('aws_lb_trust_store')).toEqual({});
  });

  it('are of an authority, and come without a key', () => {
    const given = (caCertificates: string) => refusal({ clientCertificates: { caCertificates } });
    expect(given('no certificate')).toContain('clientCertificates.caCertificates "0 certificates" is not possible');
    expect(given(CLIENT_CERTIFICATE)).toContain('Give the authority that signed the client’s certificate');
    const withKey = given(`${CA_CERTIFICATE}-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----`);
    expect(withKey).toContain('Remove the private key');
    expect(withKey).not.toContain('AAAA');
  });
});

describe('the load balancer', () => {
  it('faces the internet, drops malformed headers and cannot be deleted by accident', () => {
    expect(synth(minimal).resource('aws_lb')).toMatchObject({
      name: 'restartix-staging-alb',
      load_balancer_type: 'application',
      internal: false,
      subnets: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
      security_groups: ['sg-0123456789abcdef0'],
      drop_invalid_header_fields: true,
      desync_mitigation_mode: 'defensive',
      idle_timeout: 60,
      enable_deletion_protection: true,
    });
  });

  it('takes deletion protection and idle timeout from the config', () => {
    expect(synth(complete).resource('aws_lb')).toMatchObject({ enable_deletion_protection: false, idle_timeout: 120 });
  });

  it('has a name of 32 characters at most, even with the longest parts', () => {
    const { name } = balancer({ name: 'public-applications' }, { env: 'production' }).resource('aws_lb');

    expect(name).toMatch(/^restartix-production-[a-z-]+-[0-9a-f]{7}$/);
    expect(name).toHaveLength(32);
  });
});

describe('the listeners', () => {
  it('speak TLS 1.2 and 1.3 and answer 404 to hosts without a service', () => {
    expect(synth(minimal).resource('aws_lb_listener', 'load_balancer_https')).toMatchObject({
      load_balancer_arn: '${aws_lb.load_balancer_alb.arn}',
      port: 443,
      protocol: 'HTTPS',
      ssl_policy: 'ELBSecurityPolicy-TLS13-1-2-2021-06',
      certificate_arn: '${aws_acm_certificate.load_balancer_certificate.arn}',
      default_action: [
        {
          type: 'fixed-response',
          fixed_response: { content_type: 'text/plain', message_body: 'Not found', status_code: '404' },
        },
      ],
    });
  });

  it('redirect HTTP to HTTPS for good', () => {
    expect(synth(minimal).resource('aws_lb_listener', 'load_balancer_http')).toMatchObject({
      port: 80,
      protocol: 'HTTP',
      default_action: [{ type: 'redirect', redirect: { port: '443', protocol: 'HTTPS', status_code: 'HTTP_301' } }],
    });
  });

  it('wait for the certificate when they are told to', () => {
    expect(synth(complete).resource('aws_lb_listener', 'load_balancer_https').depends_on).toEqual([
      'aws_acm_certificate_validation.certificate_validation',
    ]);
    expect(synth(minimal).resource('aws_lb_listener', 'load_balancer_https')).not.toHaveProperty('depends_on');
  });
});

describe('the certificate', () => {
  it('is for the first name, with the others as alternatives, and outlives its successor', () => {
    expect(synth(minimal).resource('aws_acm_certificate')).toMatchObject({
      domain_name: 'restartix.pro',
      subject_alternative_names: ['*.restartix.pro'],
      validation_method: 'DNS',
      lifecycle: { create_before_destroy: true },
    });
  });

  it('has no alternatives for a single name', () => {
    expect(balancer().resource('aws_acm_certificate')).not.toHaveProperty('subject_alternative_names');
  });

  it('is not requested when one exists', () => {
    const synthesized = synth(existingCertificate);

    expect(synthesized.resources('aws_acm_certificate')).toEqual({});
    expect(synthesized.resource('aws_lb_listener', 'load_balancer_https').certificate_arn).toBe(
      'arn:aws:acm:eu-central-1:123456789012:certificate/11111111-2222-3333-4444-555555555555',
    );
    synth((stack) => {
      const made = new LoadBalancer(stack, 'load-balancer', {
        ...config,
        certificate: { certificateArn: 'arn:aws:acm:x' },
      });
      expect(made.validationRecords).toEqual([]);
      expect(made.certificateArn).toBe('arn:aws:acm:x');
    });
  });

  it('is validated by one record per domain', () => {
    synth((stack) => {
      const made = new LoadBalancer(stack, 'load-balancer', {
        ...config,
        certificate: { domainNames: ['api.restartix.pro', 'portal.restartix.pro'] },
      });
      const option = (attribute: string, domain: string) =>
        `\${one([for option in aws_acm_certificate.load_balancer_certificate.domain_validation_options : option.${attribute} if option.domain_name == "${domain}"])}`;

      expect(resolved(stack, made.validationRecords)).toEqual(
        ['api.restartix.pro', 'portal.restartix.pro'].map((domainName) => ({
          domainName,
          name: option('resource_record_name', domainName),
          type: option('resource_record_type', domainName),
          value: option('resource_record_value', domainName),
        })),
      );
    });
  });

  it('is validated by the same record for a wildcard and its parent', () => {
    synth((stack) => {
      const made = new LoadBalancer(stack, 'load-balancer', {
        ...config,
        certificate: { domainNames: ['restartix.pro', '*.restartix.pro', '*.clinics.restartix.pro'] },
      });

      expect(made.validationRecords.map(({ domainName }) => domainName)).toEqual([
        'restartix.pro',
        'clinics.restartix.pro',
      ]);
    });
  });
});

describe('access logs', () => {
  const statements = (region: string, prefix?: string) =>
    Synthesized.parse(
      balancer({ accessLogs: { prefix } }, { region, accountId: '123456789012' }).resource('aws_s3_bucket_policy')
        .policy,
    )['Statement'];

  it('are not kept unless asked for', () => {
    const synthesized = synth(minimal);

    expect(synthesized.resources('aws_s3_bucket')).toEqual({});
    expect(synthesized.resource('aws_lb')).not.toHaveProperty('access_logs');
  });

  it('go to a private bucket that forgets them', () => {
    const synthesized = balancer({ accessLogs: {} });

    expect(synthesized.resource('aws_s3_bucket')).toMatchObject({
      bucket: 'restartix-staging-alb-logs',
      force_destroy: false,
    });
    expect(synthesized.resource('aws_s3_bucket_public_access_block')).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
    expect(synthesized.resource('aws_s3_bucket_ownership_controls').rule).toEqual({
      object_ownership: 'BucketOwnerEnforced',
    });
    expect(synthesized.resource('aws_s3_bucket_server_side_encryption_configuration').rule).toEqual([
      { apply_server_side_encryption_by_default: { sse_algorithm: 'AES256' } },
    ]);
    expect(synthesized.resource('aws_s3_bucket_lifecycle_configuration').rule).toMatchObject([
      { status: 'Enabled', expiration: [{ days: 90 }] },
    ]);
    expect(synthesized.resource('aws_lb')).toMatchObject({
      access_logs: { bucket: '${aws_s3_bucket.load_balancer_access_logs_bucket.id}', enabled: true },
      depends_on: ['aws_s3_bucket_policy.load_balancer_access_logs_policy'],
    });
  });

  it('are written by the service and, in older regions, by the account that AWS names there', () => {
    const resource = '${aws_s3_bucket.load_balancer_access_logs_bucket.arn}/AWSLogs/123456789012/*';

    expect(statements('eu-central-1')).toEqual([
      expect.objectContaining({ Sid: 'DenyInsecureTransport', Effect: 'Deny', Principal: '*' }),
      expect.objectContaining({ Sid: 'DenyOutdatedTls', Effect: 'Deny', Principal: '*' }),
      {
        Sid: 'LogDelivery',
        Effect: 'Allow',
        Principal: { Service: ['logdelivery.elasticloadbalancing.amazonaws.com'] },
        Action: 's3:PutObject',
        Resource: resource,
      },
      {
        Sid: 'LogDeliveryOfOlderRegions',
        Effect: 'Allow',
        Principal: { AWS: ['arn:aws:iam::054676820928:root'] },
        Action: 's3:PutObject',
        Resource: resource,
      },
    ]);
  });

  it('are written by the service alone in a newer region', () => {
    expect(statements('eu-central-2').map(({ Sid }: { Sid: string }) => Sid)).toEqual([
      'DenyInsecureTransport',
      'DenyOutdatedTls',
      'LogDelivery',
    ]);
  });

  it('are written below the prefix', () => {
    expect(statements('eu-central-1', 'alb')[2].Resource).toBe(
      '${aws_s3_bucket.load_balancer_access_logs_bucket.arn}/alb/AWSLogs/123456789012/*',
    );
  });

  it('go to a bucket of your own when it is named', () => {
    const synthesized = balancer({ accessLogs: { bucketName: 'our-logs', prefix: 'alb' } });

    expect(synthesized.resources('aws_s3_bucket')).toEqual({});
    expect(synthesized.resource('aws_lb').access_logs).toEqual({ bucket: 'our-logs', prefix: 'alb', enabled: true });
  });
});

it('gives services, DNS and alarms what they need', () => {
  synth((stack) => {
    const made = new LoadBalancer(stack, 'load-balancer', config);
    const values = {
      arn: made.albArn,
      suffix: made.albArnSuffix,
      dns: made.albDnsName,
      zone: made.albZoneId,
      listener: made.listenerArn,
      certificate: made.certificateArn,
    };

    expect(resolved(stack, values)).toEqual({
      arn: '${aws_lb.load_balancer_alb.arn}',
      suffix: '${aws_lb.load_balancer_alb.arn_suffix}',
      dns: '${aws_lb.load_balancer_alb.dns_name}',
      zone: '${aws_lb.load_balancer_alb.zone_id}',
      listener: '${aws_lb_listener.load_balancer_https.arn}',
      certificate: '${aws_acm_certificate.load_balancer_certificate.arn}',
    });
  });
});

it('lets the validation depend on records that depend on the load balancer, without a cycle', () => {
  const synthesized = synth((stack) => {
    const made = new LoadBalancer(stack, 'load-balancer', config);
    made.listenAfter(
      new AcmCertificateValidation(stack, 'validation', {
        certificateArn: made.certificateArn,
        validationRecordFqdns: made.validationRecords.map(({ name }) => name),
      }),
    );
  });

  expect(synthesized.resource('aws_lb')).not.toHaveProperty('depends_on');
  expect(synthesized.resource('aws_lb_listener', 'load_balancer_https').depends_on).toEqual([
    'aws_acm_certificate_validation.validation',
  ]);
});

it('exists twice in one stack under two names', () => {
  const names = Object.values(
    synth((stack) => {
      new LoadBalancer(stack, 'apps', config);
      new LoadBalancer(stack, 'partners', { ...config, name: 'partners' });
    }).resources('aws_lb'),
  ).map(({ name }) => name);

  expect(names).toEqual(['restartix-staging-alb', 'restartix-staging-partners']);
});

describe('refuses', () => {
  it.each<[string, Partial<LoadBalancerConfig>, string]>([
    ['a name that AWS would not take', { name: 'alb-' }, 'load-balancer "load-balancer": name "alb-" is not possible'],
    [
      'a single zone',
      { subnetIds: ['subnet-a', 'subnet-a'] },
      'subnetIds ["subnet-a","subnet-a"] is not possible (allowed: two or more, in different availability zones (Elastic Load Balancing)). Give a public subnet of each zone.',
    ],
    ['no security group', { securityGroupIds: [] }, 'securityGroupIds [] is not possible (allowed: one or more).'],
    ['no domain', { certificate: { domainNames: [] } }, 'certificate.domainNames [] is not possible'],
    [
      'a URL for a domain',
      { certificate: { domainNames: ['https://restartix.pro'] } },
      'certificate.domainNames[0] "https://restartix.pro" is not possible',
    ],
    [
      'a domain twice',
      { certificate: { domainNames: ['restartix.pro', 'restartix.pro'] } },
      'certificate.domainNames[1] "restartix.pro" is not possible (allowed: each value once). Remove the second one.',
    ],
    [
      'a main name that is too long for a certificate',
      { certificate: { domainNames: [`${'a'.repeat(60)}.restartix.pro`] } },
      'allowed: 64 characters or fewer',
    ],
    [
      'something else than a certificate',
      { certificate: { certificateArn: 'arn:aws:iam-x::certificate' } },
      'certificate.certificateArn "arn:aws:iam-x::certificate" is not possible (allowed: the ARN of an ACM or IAM certificate).',
    ],
    [
      'TLS 1.0',
      { sslPolicy: 'ELBSecurityPolicy-TLS13-1-0-2021-06' },
      'sslPolicy "ELBSecurityPolicy-TLS13-1-0-2021-06" is not possible',
    ],
    [
      'a timeout beyond AWS',
      { idleTimeoutSeconds: 4001 },
      'idleTimeoutSeconds 4001 is not possible (allowed: 1 to 4000',
    ],
    [
      'a retention for a bucket that is managed elsewhere',
      { accessLogs: { bucketName: 'our-logs', retentionInDays: 30 } },
      'accessLogs.bucketName "our-logs" is not possible',
    ],
    [
      'a prefix with a slash at its end',
      { accessLogs: { prefix: 'alb/' } },
      'accessLogs.prefix "alb/" is not possible',
    ],
    ['a retention of no days', { accessLogs: { retentionInDays: 0 } }, 'accessLogs.retentionInDays 0 is not possible'],
  ])('%s', (_, changes, message) => {
    expect(refusal(changes)).toContain(message);
  });

  it('a second load balancer of the same name', () => {
    const twins = () =>
      synth((stack) => {
        new LoadBalancer(stack, 'apps', config);
        new LoadBalancer(stack, 'partners', config);
      });

    expect(twins).toThrow(
      'load-balancer "partners": name "alb" is not possible (allowed: a name that no other load-balancer of the environment has; "test/apps" has this one).',
    );
  });

  it('names every problem at once', () => {
    expect(refusal({ subnetIds: [], securityGroupIds: [], idleTimeoutSeconds: 0 }).split('\n')).toHaveLength(3);
  });
});
