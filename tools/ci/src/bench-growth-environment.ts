/** Synthesizes an environment of many services for `npm run bench:growth`: `node bench-growth-environment.js <services> <state bucket>`. */
import { EnvStack, synthesize } from '@restartix/core';
import { createRequire } from 'node:module';
import { join } from 'node:path';

type Arguments = Record<string, unknown>;
interface Placed {
  placement(of: string): Arguments;
}
interface Registry {
  images: Record<string, unknown>;
}
interface Balancer {
  listenerArn: string;
  albArnSuffix: string;
}
type Module<T = object> = new (scope: EnvStack, id: string, config: Arguments) => T;

// A tool does not depend on modules: these are measured as they were built.
const built = <T>(folder: string): T => createRequire(__filename)(join(__dirname, '../../../libs', folder)) as T;
const { Network } = built<{ Network: Module<Placed> }>('network');
const { EcsCluster } = built<{ EcsCluster: Module }>('ecs-cluster');
const { ContainerRegistry } = built<{ ContainerRegistry: Module<Registry> }>('container-registry');
const { LoadBalancer } = built<{ LoadBalancer: Module<Balancer> }>('load-balancer');
const { EcsService } = built<{ EcsService: Module }>('ecs-service');
const { Observability } = built<{ Observability: Module }>('observability');

// One takes a hundred target groups.
const SERVICES_PER_LOAD_BALANCER = 90;

const [count, bucket = ''] = process.argv.slice(2);
const names = Array.from({ length: Number(count) }, (_, i) => `service-${i}`);

synthesize((app) => {
  const stack = new EnvStack(app, 'bench', { env: 'bench', region: 'eu-central-1', state: { bucket } });
  const network = new Network(stack, 'network', {
    vpcCidr: '10.90.0.0/16',
    availabilityZones: ['eu-central-1a', 'eu-central-1b'],
    natStrategy: 'nat-gateway',
  });
  const cluster = new EcsCluster(stack, 'cluster', {});
  const { images } = new ContainerRegistry(stack, 'registry', { repositories: names });
  const balancers = Array.from(
    { length: Math.ceil(names.length / SERVICES_PER_LOAD_BALANCER) },
    (_, i) =>
      new LoadBalancer(stack, `load-balancer-${i}`, {
        name: `alb-${i}`,
        ...network.placement('alb'),
        certificate: { domainNames: ['*.example.org'] },
      }),
  );
  const services = names.map((serviceName, i) => {
    const { listenerArn, albArnSuffix } = balancers[Math.floor(i / SERVICES_PER_LOAD_BALANCER)]!;
    const service = new EcsService(stack, serviceName, {
      serviceName,
      imageUri: images[serviceName],
      cpu: 256,
      memory: 512,
      port: 9000,
      minCapacity: 1,
      maxCapacity: 3,
      desiredCount: 1,
      targetCpuPct: 70,
      cluster,
      ...network.placement('fargate-app'),
      // Derived priorities of so many may meet.
      loadBalancer: { listenerArn, albArnSuffix, hostHeaderValues: [`${serviceName}.example.org`], priority: i + 1 },
    });
    return [serviceName, service] as const;
  });
  const [loadBalancer, ...further] = balancers;
  new Observability(stack, 'observability', {
    alarmsEmailSubscribers: ['platform@example.org'],
    cluster,
    loadBalancer,
    loadBalancers: Object.fromEntries(further.map((each, i) => [`alb-${i + 1}`, each])),
    services: Object.fromEntries(services),
  });
});
