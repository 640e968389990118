import type { Row } from './consequence';
import { and, away, changed, first, gone, turnedInPlace, was, where } from './conditions';

const SES = 'https://docs.aws.amazon.com/ses/latest';
const CLOUDFLARE = 'https://developers.cloudflare.com';

/** Mail, alerts and host names. */
export const MAIL_AND_NAME_ROWS: readonly Row[] = [
  {
    id: 'mail-identity-gone',
    types: ['aws_sesv2_email_identity'],
    kind: 'data-lost',
    when: gone,
    text: 'its verification and DKIM keys: mail stops until DNS has the new ones',
    source: `${SES}/APIReference-V2/API_DeleteEmailIdentity.html`,
  },
  {
    id: 'dns-zone-gone',
    types: ['aws_route53_zone'],
    kind: 'data-lost',
    when: gone,
    text: 'its records and its name servers',
    source: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DeleteHostedZone.html',
  },
  {
    id: 'cloudflare-zone-gone',
    types: ['cloudflare_zone'],
    kind: 'data-lost',
    when: gone,
    text: 'its records and its name servers',
    source: `${CLOUDFLARE}/fundamentals/manage-domains/remove-domain/`,
  },
  {
    id: 'mail-configuration-away',
    types: ['aws_sesv2_configuration_set'],
    kind: 'interrupted',
    when: away,
    text: 'mail that names the configuration set is refused',
    lasts: 'not documented',
    source: `${SES}/APIReference-V2/API_DeleteConfigurationSet.html`,
  },
  {
    id: 'mail-off',
    types: ['aws_sesv2_configuration_set'],
    kind: 'interrupted',
    when: where('`sending_enabled` set to false', ({ action, before, after }) => {
      const [from, to] = [before, after].map((side) => first(side['sending_options'])?.['sending_enabled']);
      return action === 'update' && from !== false && to === false;
    }),
    text: 'no mail is sent with the configuration set',
    lasts: 'until it is changed back',
    source: `${SES}/APIReference-V2/API_PutConfigurationSetSendingOptions.html`,
  },
  {
    // SES looks for the MX record for up to 72 hours.
    id: 'mail-from-rejected',
    types: ['aws_sesv2_email_identity_mail_from_attributes'],
    kind: 'interrupted',
    when: and(changed('mail_from_domain'), was('behavior_on_mx_failure', 'REJECT_MESSAGE')),
    text: 'mail is rejected until SES finds the MX record of the new domain',
    lasts: { seconds: 72 * 60 * 60 },
    source: `${SES}/dg/mail-from.html`,
  },
  {
    id: 'topic-away',
    types: ['aws_sns_topic'],
    kind: 'interrupted',
    when: away,
    text: 'nobody gets its messages; a new topic waits until each subscriber has confirmed',
    lasts: 'not documented',
    source: 'https://docs.aws.amazon.com/sns/latest/dg/SendMessageToHttp.confirm.html',
  },
  {
    id: 'record-away',
    types: ['cloudflare_dns_record'],
    kind: 'interrupted',
    when: away,
    text: 'the name {name} does not resolve, and resolvers remember that',
    values: ({ before }) => ({ name: String(before['name'] ?? 'of the record') }),
    lasts: 'not documented',
    source: `${CLOUDFLARE}/dns/manage-dns-records/reference/ttl/`,
  },
  {
    id: 'edge-certificate-away',
    types: ['cloudflare_certificate_pack'],
    kind: 'interrupted',
    when: away,
    text: 'TLS fails for its names until another certificate is active',
    lasts: 'not documented',
    source: `${CLOUDFLARE}/ssl/edge-certificates/advanced-certificate-manager/`,
  },
  {
    id: 'fallback-origin-away',
    types: ['cloudflare_custom_hostname_fallback_origin'],
    kind: 'interrupted',
    when: away,
    text: 'host names of customers reach no origin',
    lasts: 'not documented',
    source: `${CLOUDFLARE}/cloudflare-for-platforms/cloudflare-for-saas/start/getting-started/`,
  },
  {
    id: 'token-away',
    types: ['cloudflare_account_token'],
    kind: 'interrupted',
    when: away,
    text: 'what calls Cloudflare with the token is refused',
    lasts: 'not documented',
    source: `${CLOUDFLARE}/fundamentals/api/get-started/account-owned-tokens/`,
  },
  {
    id: 'origin-pulls-off',
    types: ['cloudflare_authenticated_origin_pulls_settings'],
    kind: 'interrupted',
    when: where('destroyed, or `enabled` set to false', (change) => {
      return away.holds(change) || turnedInPlace('enabled', false).holds(change);
    }),
    text: 'Cloudflare shows no certificate: load balancers that verify one refuse all requests',
    lasts: 'not documented',
    source: `${CLOUDFLARE}/ssl/origin-configuration/authenticated-origin-pull/`,
  },
];
