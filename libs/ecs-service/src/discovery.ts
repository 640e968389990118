import type { EcsServiceServiceConnectConfiguration } from '@cdktf/provider-aws/lib/ecs-service';
import { ServiceDiscoveryService } from '@cdktf/provider-aws/lib/service-discovery-service';
import type { Construct } from 'constructs';
import type { EcsServiceOptions, ServiceConnect, ServiceDiscovery } from './ecs-service.config';
import type { LogConfiguration } from './logs';

/** The name of the service in the private zone; ECS puts the address of every healthy task behind it. */
export function makeDiscovery(
  scope: Construct,
  serviceName: string,
  { namespaceId, name = serviceName, ttlSeconds = 10 }: ServiceDiscovery,
): ServiceDiscoveryService {
  return new ServiceDiscoveryService(scope, 'discovery', {
    name,
    description: `Tasks of ${serviceName}`,
    dnsConfig: { namespaceId, routingPolicy: 'MULTIVALUE', dnsRecords: [{ type: 'A', ttl: ttlSeconds }] },
    // ECS reports the health of its tasks; 1 is the only value that AWS keeps.
    healthCheckCustomConfig: { failureThreshold: 1 },
    // A task that is deregistering while the service is destroyed does not hold it up.
    forceDestroy: true,
    // The service leaves it before it goes.
    lifecycle: { createBeforeDestroy: true },
  });
}

/** `pgbouncer.staging.restartix.internal`, where the zone's name was given. */
export function discoveryHostname({ serviceName, serviceDiscovery }: EcsServiceOptions): string | undefined {
  const { name = serviceName, namespaceName } = serviceDiscovery ?? {};
  return namespaceName && `${name}.${namespaceName}`;
}

/** The proxy of Service Connect, as client only or also offering the service's port. */
export function serviceConnectConfiguration(
  { serviceName, port }: EcsServiceOptions,
  connect: ServiceConnect,
  log: LogConfiguration,
): EcsServiceServiceConnectConfiguration {
  const offered = connect.port ?? port;
  return {
    enabled: true,
    namespace: connect.namespaceArn,
    logConfiguration: { logDriver: log.logDriver, options: { ...log.options } },
    service:
      connect.role === 'client' || offered === undefined
        ? undefined
        : [
            {
              portName: serviceName,
              discoveryName: connect.dnsName ?? serviceName,
              clientAlias: { dnsName: connect.dnsName ?? serviceName, port: offered },
            },
          ],
  };
}
