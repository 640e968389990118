import type { Policy } from '../policy';

const FIREWALLS = ['aws_vpc_security_group_ingress_rule', 'aws_security_group_rule', 'aws_security_group'];
const DATABASES = ['aws_db_instance', 'aws_rds_cluster_instance'];

/** The web's ports may be open to the internet, nothing else. */
const WEB = /^opens (80|443)\/tcp into /;

/** Nothing but the web is opened to the internet. */
export const publicIngress: Policy = {
  name: 'public-ingress',
  check: ({ changes }) =>
    changes
      .filter(({ type }) => FIREWALLS.includes(type) || DATABASES.includes(type))
      .flatMap(({ address, permissive = [] }) =>
        permissive
          .filter((text) => !WEB.test(text))
          .map((text) => ({
            severity: 'error' as const,
            address,
            message: `${text}. Name a security group or a network, or serve it through the load balancer.`,
          })),
      ),
};
