import { leftOver, destroy, update, whenDestroyed, whenOldFirst, type Case } from './plans';

const MAIL_FROM = 'aws_sesv2_email_identity_mail_from_attributes';

export const SERVICE_CASES: Readonly<Record<string, Case>> = {
  'service-gone': {
    hit: destroy('aws_ecs_service'),
    miss: leftOver(destroy('aws_ecs_service')),
    says: 'the service stops (for good)',
  },
  'service-replaced': whenOldFirst(
    'aws_ecs_service',
    'the service stops, and answers again when tasks of the new one are healthy (duration not documented)',
  ),
  'service-scaled-to-none': {
    hit: update('aws_ecs_service', { desired_count: 2 }, { desired_count: 0 }),
    miss: update('aws_ecs_service', { desired_count: 2 }, { desired_count: 1 }),
    says: 'no task of the service runs (until it is changed back)',
  },
  'service-held-at-none': {
    hit: update('aws_appautoscaling_target', { max_capacity: 2 }, { max_capacity: 0 }),
    miss: update('aws_appautoscaling_target', { max_capacity: 2 }, { max_capacity: 1 }),
    says: 'its service is scaled to no task at all (until it is changed back)',
  },
  'cluster-away': whenDestroyed(
    'aws_ecs_cluster',
    'its services stop first: a cluster is deleted when nothing runs in it (for good)',
  ),
  'discovery-away': whenDestroyed('aws_service_discovery_service', 'its name no longer resolves in the VPC (for good)'),
  'role-replaced': whenOldFirst(
    'aws_iam_role',
    'what runs with the role may do nothing until it has the new one (duration not documented)',
  ),
  'login-away': whenDestroyed(
    'aws_iam_openid_connect_provider',
    'no workflow can assume a role of this account (for good)',
  ),

  'mail-identity-gone': whenDestroyed(
    'aws_sesv2_email_identity',
    'its verification and DKIM keys: mail stops until DNS has the new ones',
  ),
  'dns-zone-gone': whenDestroyed('aws_route53_zone', 'its records and its name servers'),
  'cloudflare-zone-gone': whenDestroyed('cloudflare_zone', 'its records and its name servers'),
  'mail-configuration-away': whenOldFirst(
    'aws_sesv2_configuration_set',
    'mail that names the configuration set is refused (duration not documented)',
  ),
  'mail-off': {
    hit: update('aws_sesv2_configuration_set', sending(true), sending(false)),
    miss: update('aws_sesv2_configuration_set', sending(false), sending(true)),
    says: 'no mail is sent with the configuration set (until it is changed back)',
  },
  'mail-from-rejected': {
    hit: update(
      MAIL_FROM,
      { mail_from_domain: 'a', behavior_on_mx_failure: 'REJECT_MESSAGE' },
      { mail_from_domain: 'b' },
    ),
    miss: update(
      MAIL_FROM,
      { mail_from_domain: 'a', behavior_on_mx_failure: 'USE_DEFAULT_VALUE' },
      { mail_from_domain: 'b' },
    ),
    says: 'mail is rejected until SES finds the MX record of the new domain (up to 72 hours)',
  },
  'topic-away': whenDestroyed(
    'aws_sns_topic',
    'nobody gets its messages; a new topic waits until each subscriber has confirmed (for good)',
  ),
  'record-away': whenOldFirst(
    'cloudflare_dns_record',
    'the name of the record does not resolve, and resolvers remember that (duration not documented)',
  ),
  'edge-certificate-away': whenOldFirst(
    'cloudflare_certificate_pack',
    'TLS fails for its names until another certificate is active (duration not documented)',
  ),
  'fallback-origin-away': whenDestroyed(
    'cloudflare_custom_hostname_fallback_origin',
    'host names of customers reach no origin (for good)',
  ),
  'token-away': whenOldFirst(
    'cloudflare_account_token',
    'what calls Cloudflare with the token is refused (duration not documented)',
  ),
  'origin-pulls-off': {
    hit: update('cloudflare_authenticated_origin_pulls_settings', { enabled: true }, { enabled: false }),
    miss: update('cloudflare_authenticated_origin_pulls_settings', { enabled: false }, { enabled: true }),
    says: 'Cloudflare shows no certificate: load balancers that verify one refuse all requests (duration not documented)',
  },
};

function sending(enabled: boolean): Record<string, unknown> {
  return { sending_options: [{ sending_enabled: enabled }] };
}
