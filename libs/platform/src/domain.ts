import { byService, SERVICES, type ServiceName } from './services';

/** The host that custom domains of customers point to. */
export const SAAS_ORIGIN = 'saas-origin';

/** The host that mail is sent from. */
export const SENDER = 'notifications';

/** Where an environment answers. */
export interface Domain {
  /** The Cloudflare zone, e.g. `restartix.pro`. */
  readonly zone: string;
  /** What comes between a service's name and the zone: `-staging`, or nothing in production. */
  readonly suffix: string;
}

/** The fully qualified name of a host of the environment: `api` is `api-staging.restartix.pro`. */
export function hostName({ zone, suffix }: Domain, host: string): string {
  return `${host}${suffix}.${zone}`;
}

/** Each service's host name. */
export function serviceHosts(domain: Domain): Record<ServiceName, string> {
  return byService((name) => hostName(domain, SERVICES[name].host));
}
