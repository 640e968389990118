import type { EnvStack, PolicyStatement } from '@restartix/core';
import { EcsService } from '@restartix/ecs-service';
import { EmailSes } from '@restartix/email-ses';
import { LoadBalancer } from '@restartix/load-balancer';
import type { Data } from './data';
import { hostName, serviceHosts } from './domain';
import type { Foundation } from './foundation';
import type { PlatformConfig } from './platform.config';
import { PGBOUNCER, SERVICES, SERVICE_NAMES, type ServiceName } from './services';

/** What runs all the time, and what it answers and sends through. */
export interface Compute {
  readonly loadBalancer: LoadBalancer;
  readonly email: EmailSes;
  readonly services: Readonly<Record<ServiceName, EcsService>>;
  readonly pgbouncer: EcsService;
}

/** Load balancer, mail and the services. */
export function computeOf(
  stack: EnvStack,
  config: PlatformConfig,
  { foundation, data }: { readonly foundation: Foundation; readonly data: Data },
): Compute {
  const { key, network, cluster, registry } = foundation;
  const hosts = serviceHosts(config.domain);
  const loadBalancer = new LoadBalancer(stack, 'load-balancer', {
    ...config.loadBalancer,
    subnetIds: network.publicSubnetIds,
    securityGroupIds: [network.albSg],
    certificate: { domainNames: Object.values(hosts) },
  });
  const email = new EmailSes(stack, 'email', {
    ...config.email,
    senderDomain: hostName(config.domain, 'notifications'),
  });

  const common = { cluster, secretsKmsKeyArns: [key.keyArn], logs: { kmsKeyArn: key.keyArn } };
  const taskPolicies: Partial<Record<ServiceName, readonly PolicyStatement[]>> = {
    'core-api': corePolicy(data, email),
  };
  const services = SERVICE_NAMES.map((serviceName) => {
    const { port, healthCheckPath, secrets } = SERVICES[serviceName];
    const service = new EcsService(stack, serviceName, {
      ...common,
      ...config.services[serviceName],
      logs: { ...common.logs, ...config.services[serviceName].logs },
      ...network.placement('fargate-app'),
      serviceName,
      port,
      healthCheckPath,
      imageUri: registry.uri(serviceName),
      secretsArns: secrets.map((name) => data.secrets.arns[name]),
      taskPolicy: taskPolicies[serviceName],
      loadBalancer: { listenerArn: loadBalancer.listenerArn, hostHeaderValues: [hosts[serviceName]] },
    });
    return [serviceName, service];
  });

  return {
    loadBalancer,
    email,
    services: Object.fromEntries(services) as Record<ServiceName, EcsService>,
    pgbouncer: new EcsService(stack, 'pgbouncer', {
      ...common,
      ...config.pgbouncer,
      ...PGBOUNCER,
      logs: { ...common.logs, ...config.pgbouncer.logs },
      ...network.placement('fargate-pgbouncer'),
      serviceName: 'pgbouncer',
      imageUri: registry.uri('pgbouncer'),
      secrets: { DATABASE_URL: { arn: data.secrets.arns.database, jsonKey: 'DATABASE_DIRECT_URL' } },
      serviceDiscovery: cluster.namespace,
    }),
  };
}

/** What Core API does in AWS itself: files of users, the archive of the audit log, e-mail. */
function corePolicy({ uploads, auditArchive }: Data, email: EmailSes): PolicyStatement[] {
  return [...uploads.readWriteStatements(), ...auditArchive.appendStatements(), ...email.sendStatements];
}
