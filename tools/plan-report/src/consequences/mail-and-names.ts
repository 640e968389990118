import type { Row } from './consequence';
import { gone } from './conditions';

/** SES identities and DNS. */
export const MAIL_AND_NAME_ROWS: readonly Row[] = [
  {
    types: ['aws_sesv2_email_identity'],
    kind: 'data-lost',
    when: gone,
    text: 'its verification and DKIM keys: mail stops until DNS has the new ones',
    source: 'https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_DeleteEmailIdentity.html',
  },
  {
    types: ['aws_route53_zone'],
    kind: 'data-lost',
    when: gone,
    text: 'its records and its name servers',
    source: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DeleteHostedZone.html',
  },
  {
    types: ['cloudflare_zone'],
    kind: 'data-lost',
    when: gone,
    text: 'its records and its name servers',
    source: 'https://developers.cloudflare.com/fundamentals/manage-domains/remove-domain/',
  },
];
