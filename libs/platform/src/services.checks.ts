import { checkConfig } from '@restartix/core';
import { SAAS_ORIGIN, SENDER } from './domain';
import { SERVICES, type ServiceDefinition } from './services';

type Definitions = Readonly<Record<string, Pick<ServiceDefinition, 'host' | 'port'>>>;

/** Hosts of the platform itself. */
const OWN_HOSTS: readonly string[] = [SAAS_ORIGIN, SENDER];

/** @throws ConfigError for a host or port that another service has, at the service that has it second. */
export function checkServices(env: string, services: Definitions = SERVICES): void {
  checkConfig('platform', env, (problem) => {
    const entries = Object.entries(services);
    entries.forEach(([name, { host, port }], index) => {
      const first = (has: (other: Definitions[string]) => boolean): string | undefined =>
        entries.slice(0, index).find(([, other]) => has(other))?.[0];
      const taken = (property: string, value: unknown, owner: string): void =>
        problem({
          property: `services.${name}.${property}`,
          value,
          allowed: `a ${property} of its own; ${owner} has this one`,
          fix: `Choose another one in libs/platform/src/services.ts.`,
        });
      const sameHost = first((other) => other.host === host) ?? (OWN_HOSTS.includes(host) ? 'the platform' : undefined);
      if (sameHost !== undefined) taken('host', host, sameHost);
      const samePort = first((other) => other.port === port);
      if (samePort !== undefined) taken('port', port, samePort);
    });
  });
}
