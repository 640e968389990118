import type { Policy } from '../policy';

/** What the report calls a door that is open to the internet; where it comes from is known. */
const OPEN = /^opens .+ into .+ from the internet|^makes the database publicly accessible$/;
/** Where it comes from, or whether it is so, is known after apply. */
const MAYBE = /^opens |^\w+ is .*: it may be that this makes the database publicly accessible$/;
/** The web's ports may be open to the internet, nothing else. */
const WEB = /^opens (80|443)\/tcp into /;

/** Nothing but the web is opened to the internet. */
export const publicIngress: Policy = {
  name: 'public-ingress',
  check: ({ changes }) =>
    changes.flatMap(({ address, permissive = [] }) =>
      permissive
        .filter((text) => (OPEN.test(text) || MAYBE.test(text)) && !WEB.test(text))
        .map((text) => ({
          severity: OPEN.test(text) ? ('error' as const) : ('warning' as const),
          address,
          message: `${text}. Name a security group or a network, or serve it through the load balancer.`,
        })),
    ),
};
