import type { Row } from './consequence';
import {
  and,
  away,
  changed,
  first,
  gone,
  newFirst,
  not,
  oldFirst,
  removedFrom,
  replacedFor,
  was,
  where,
} from './conditions';
import { ANOTHER_VPC } from './another-vpc';

const ELB = 'https://docs.aws.amazon.com/elasticloadbalancing/latest';

/** Load balancers, their listeners and rules. Certificates, TLS policies, conditions and health checks change without an interruption. */
export const LOAD_BALANCER_ROWS: readonly Row[] = [
  {
    // Its name is taken until the old one is gone.
    id: 'target-group-to-another-vpc',
    types: ['aws_lb_target_group'],
    kind: 'refused-by-aws',
    when: replacedFor('vpc_id'),
    text: 'what runs cannot move to another VPC in place',
    steps: ANOTHER_VPC,
    source: `${ELB}/APIReference/API_CreateTargetGroup.html`,
  },
  {
    id: 'load-balancer-protected',
    types: ['aws_lb'],
    kind: 'refused-by-aws',
    when: and(gone, was('enable_deletion_protection', true)),
    text: 'it is protected from deletion',
    steps:
      'Take back what forces it. Or set deletionProtection of the load balancer to false and deploy that alone; then deploy this.',
    source: `${ELB}/APIReference/API_DeleteLoadBalancer.html`,
  },
  {
    id: 'certificate-in-use',
    types: ['aws_acm_certificate'],
    kind: 'refused-by-aws',
    when: oldFirst,
    text: 'a certificate cannot be deleted while a listener uses it',
    steps: 'Make the new one before the old one goes: lifecycle.createBeforeDestroy, as LoadBalancer does.',
    source: 'https://docs.aws.amazon.com/acm/latest/APIReference/API_DeleteCertificate.html',
  },
  {
    id: 'trust-store-in-use',
    types: ['aws_lb_trust_store'],
    kind: 'refused-by-aws',
    when: oldFirst,
    text: 'a trust store cannot be deleted while a listener uses it',
    steps: 'Make the new one before the old one goes: lifecycle.createBeforeDestroy, as LoadBalancer does.',
    source: `${ELB}/APIReference/API_DeleteTrustStore.html`,
  },
  {
    id: 'load-balancer-away',
    types: ['aws_lb'],
    kind: 'interrupted',
    when: away,
    text: 'nothing behind it can be reached; a new one has another host name',
    lasts: 'not documented',
    source: `${ELB}/APIReference/API_DeleteLoadBalancer.html`,
  },
  {
    // The time to live of its host name.
    id: 'load-balancer-moves',
    types: ['aws_lb'],
    kind: 'interrupted',
    when: newFirst,
    text: 'clients go to the old one until DNS has the new one',
    lasts: { seconds: 60 },
    source: `${ELB}/userguide/how-elastic-load-balancing-works.html`,
  },
  {
    id: 'load-balancer-leaves-zone',
    types: ['aws_lb'],
    kind: 'interrupted',
    when: where(
      '`subnets` loses one',
      (change) => change.action === 'update' && removedFrom(change, 'subnets').length > 0,
    ),
    text: 'its nodes in that zone go; clients that know their addresses fail until they resolve the name anew',
    lasts: { seconds: 60 },
    source: `${ELB}/userguide/how-elastic-load-balancing-works.html`,
  },
  {
    id: 'load-balancer-address-type',
    types: ['aws_lb'],
    kind: 'interrupted',
    when: and(changed('ip_address_type'), was('ip_address_type', 'dualstack')),
    text: 'clients over IPv6 no longer reach it',
    lasts: 'until it is changed back',
    source: `${ELB}/application/load-balancer-ip-address-type.html`,
  },
  {
    id: 'listener-away',
    types: ['aws_lb_listener'],
    kind: 'interrupted',
    when: away,
    text: 'connections to its port are refused',
    lasts: 'not documented',
    source: `${ELB}/APIReference/API_DeleteListener.html`,
  },
  {
    id: 'listener-port',
    types: ['aws_lb_listener'],
    kind: 'interrupted',
    when: changed('port', 'protocol'),
    text: 'connections to the old port are refused',
    lasts: 'until it is changed back',
    source: `${ELB}/APIReference/API_ModifyListener.html`,
  },
  {
    id: 'listener-asks-for-certificates',
    types: ['aws_lb_listener'],
    kind: 'interrupted',
    when: where('`mutual_authentication` set to verify', ({ action, before, after }) => {
      const [from, to] = [before, after].map((side) => first(side['mutual_authentication'])?.['mode']);
      return action === 'update' && from !== 'verify' && to === 'verify';
    }),
    text: 'clients without a certificate of the trust store are refused from now on',
    lasts: 'until it is changed back',
    source: `${ELB}/application/mutual-authentication.html`,
  },
  {
    id: 'rule-away',
    types: ['aws_lb_listener_rule'],
    kind: 'interrupted',
    when: oldFirst,
    text: 'requests for its hosts get the default answer until the new rule is there',
    lasts: 'not documented',
    source: `${ELB}/APIReference/API_DeleteRule.html`,
  },
  {
    id: 'target-group-away',
    types: ['aws_lb_target_group'],
    kind: 'interrupted',
    when: and(oldFirst, not(replacedFor('vpc_id'), 'in its VPC')),
    text: 'its service has no healthy target until tasks are registered in the new one',
    lasts: 'not documented',
    source: `${ELB}/APIReference/API_DeleteTargetGroup.html`,
  },
];
