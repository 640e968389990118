import { execFileSync } from 'node:child_process';
import { EcsCluster } from '@restartix/ecs-cluster';
import { EcsService } from '@restartix/ecs-service';
import { LoadBalancer, type LoadBalancerConfig } from '@restartix/load-balancer';
import { Network, type NetworkConfig } from '@restartix/network';
import { Stage, type Stack } from '@restartix/terraform';
import { changesOf, configuration, expectOrder, inOrder, type Json } from './order';

const [A, B, C] = ['eu-central-1a', 'eu-central-1b', 'eu-central-1c'] as const;

const BASE: NetworkConfig = {
  vpcCidr: '10.10.0.0/16',
  availabilityZones: [B, C],
  natStrategy: 'nat-gateway',
  interfaceEndpoints: [],
};

const network = (config: Partial<NetworkConfig>): Json =>
  configuration((stack) => void new Network(stack, 'network', { ...BASE, ...config }));

/** An authority's certificate. */
const authority = (): string =>
  execFileSync(
    'openssl',
    'req -x509 -newkey rsa:2048 -nodes -keyout /dev/null -subj /CN=authority -days 2'.split(' '),
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
  );

const SERVICE = {
  imageUri: 'public.ecr.aws/nginx/nginx:1.27',
  port: 3000,
  ...({ cpu: 256, memory: 512 } as const),
};

interface Platform {
  readonly service?: string;
  readonly renamedFrom?: string;
  readonly domainNames?: string[];
  readonly accessLogs?: LoadBalancerConfig['accessLogs'];
  readonly clientCertificates?: LoadBalancerConfig['clientCertificates'];
}

/** A load balancer, and a service behind it. */
const platform = ({ service, renamedFrom, domainNames = ['example.com'], ...rest }: Platform): Json =>
  configuration((scope) => {
    const net = new Network(scope, 'network', { ...BASE, natStrategy: 'none' });
    const alb = new LoadBalancer(scope, 'alb', {
      ...{ ...net.placement('alb'), deletionProtection: false, certificate: { domainNames }, ...rest },
    });
    if (service === undefined) return;
    new EcsService(scope, service, {
      ...{ ...SERVICE, serviceName: service, renamedFrom, minCapacity: 1, maxCapacity: 2 },
      ...{ cluster: new EcsCluster(scope, 'cluster'), ...net.placement('fargate-app') },
      loadBalancer: { listenerArn: alb.listenerArn, hostHeaderValues: ['api.example.com'] },
    });
  });

describe('the order in which AWS sees a change', () => {
  let stage: Stage;
  let stack: Stack;

  beforeAll(async () => {
    stage = await Stage.open();
  });
  beforeEach(async () => {
    stack = await stage.stack();
  });
  afterAll(() => stage.close());

  describe('of the NAT', () => {
    it('makes a gateway, moves the routes, and takes the instance away', async () => {
      const calls = await inOrder(stack, network({ natStrategy: 'nat-instance' }), network({}));
      expectOrder(calls, /^CreateNatGateway/, /^ReplaceRoute/, /^(DeleteAutoScalingGroup|DisassociateAddress)/);
      expectOrder(calls, /^ReplaceRoute/, /^(ReleaseAddress|DeleteNetworkInterface|DeleteLaunchTemplate)/);
    });

    it('starts an instance, moves the routes, and takes the gateway away', async () => {
      const calls = await inOrder(stack, network({}), network({ natStrategy: 'nat-instance' }));
      expectOrder(calls, /^CreateAutoScalingGroup/, /^ReplaceRoute/, /^DeleteNatGateway/, /^ReleaseAddress/);
    });

    it('takes routes away before the NAT', async () => {
      const calls = await inOrder(stack, network({}), network({ natStrategy: 'none' }));
      expectOrder(calls, /^DeleteRoute/, /^DeleteNatGateway/, /^ReleaseAddress/);
    });

    it('sends each zone to its own NAT, and all to one again, without a gap', async () => {
      const calls = await inOrder(stack, network({}), network({ natPerAz: true }));
      expectOrder(calls, /^CreateNatGateway/, /^ReplaceRoute/);
      const back = await inOrder(stack, network({}));
      expectOrder(back, /^ReplaceRoute/, /^DeleteNatGateway/, /^ReleaseAddress/);
    });

    it('moves to a zone that sorts first, and stays where natZone says', async () => {
      const zones = { availabilityZones: [A, B, C] };
      const calls = await inOrder(stack, network({}), network(zones));
      expectOrder(calls, /^CreateNatGateway/, /^ReplaceRoute/, /^DeleteNatGateway/, /^ReleaseAddress/);
      await inOrder(stack, network({}));
      const pinned = await inOrder(stack, network({ ...zones, natZone: B }));
      expect(pinned.filter((call) => /NatGateway|Address|ReplaceRoute/.test(call))).toEqual([]);
    });

    it('renames an instance with an interface of its own', async () => {
      const named = (name: string): Json => network({ name, natStrategy: 'nat-instance' });
      const calls = await inOrder(stack, named('vpc'), named('main'));
      expectOrder(
        calls,
        /^CreateNetworkInterface/,
        /^CreateAutoScalingGroup/,
        /^ReplaceRoute/,
        /^DeleteAutoScalingGroup/,
      );
      expect((await stack.plan(named('main'))).changes).toEqual([]);
    });
  });

  it('takes a zone away after all that is in it has left', async () => {
    const zones = (...availabilityZones: string[]): Json =>
      configuration((scope) => {
        const net = new Network(scope, 'network', { ...BASE, availabilityZones, interfaceEndpoints: ['logs'] });
        const alb = new LoadBalancer(scope, 'alb', {
          ...net.placement('alb'),
          deletionProtection: false,
          certificate: { domainNames: ['example.com'] },
        });
        new EcsService(scope, 'api', {
          ...{
            ...SERVICE,
            serviceName: 'api',
            cluster: new EcsCluster(scope, 'cluster'),
            ...net.placement('fargate-app'),
          },
          loadBalancer: { listenerArn: alb.listenerArn, hostHeaderValues: ['api.example.com'] },
        });
      });
    const calls = await inOrder(stack, zones(A, B, C), zones(B, C));
    expectOrder(calls, /^UpdateService/, /^DisassociateRouteTable/, /^DeleteSubnet/);
    expectOrder(calls, /^SetSubnets/, /^DisassociateRouteTable/);
    expectOrder(calls, /^UpdateService/, /^DeleteRoute /, /^DeleteRouteTable/);
    expectOrder(calls, /^ModifyVpcEndpoint.*subnet/, /^DeleteSubnet/);
    expect((await stack.plan(zones(B, C))).changes).toEqual([]);
  });

  it('has the tasks of a renamed service healthy before requests come to them, and before the old ones go', async () => {
    const calls = await inOrder(
      ...([stack, platform({ service: 'core-api' }), platform({ service: 'api', renamedFrom: 'core-api' })] as const),
    );
    expectOrder(
      calls,
      /^CreateTargetGroup/,
      /^CreateRule/,
      /^CreateService/,
      /^ModifyRule/,
      /^DeleteService .*core-api/,
    );
    expectOrder(calls, /^DeleteService/, /^DeleteTargetGroup/);
    const after = await inOrder(stack, platform({ service: 'api' }));
    // It waits no more, which Terraform tells the service: one more deployment.
    expect(after.map((call) => call.split(' ')[0])).toEqual(['UpdateService', 'DeleteRule']);
    expect((await stack.plan(platform({ service: 'api' }))).changes).toEqual([]);
  });

  it('lets the listener leave a certificate, authorities and a bucket before they go', async () => {
    const before = platform({
      domainNames: ['example.com'],
      accessLogs: { forceDestroy: true },
      clientCertificates: { caCertificates: authority() },
    });
    const calls = await inOrder(stack, before, platform({ domainNames: ['example.com', 'example.org'] }));
    expectOrder(calls, /^RequestCertificate/, /^ModifyListener(?!Attributes)/, /^DeleteCertificate/);
    expectOrder(calls, /^ModifyListener(?!Attributes)/, /^DeleteTrustStore/);
    expectOrder(calls, /^ModifyLoadBalancerAttributes/, /^DeleteBucket /);
  });

  it('swaps the priorities of two services in one call', async () => {
    const ranked = (one: number, two: number): Json =>
      configuration((scope) => {
        const net = new Network(scope, 'network', { ...BASE, natStrategy: 'none' });
        const alb = new LoadBalancer(scope, 'alb', {
          ...{ ...net.placement('alb'), deletionProtection: false, certificate: { domainNames: ['example.com'] } },
        });
        const cluster = new EcsCluster(scope, 'cluster');
        for (const [serviceName, priority] of Object.entries({ one, two })) {
          new EcsService(scope, serviceName, {
            ...{ ...SERVICE, serviceName, cluster, ...net.placement('fargate-app') },
            loadBalancer: { listenerArn: alb.listenerArn, hostHeaderValues: [`${serviceName}.example.com`], priority },
          });
        }
      });
    await stack.apply(ranked(10, 20));
    await expect(stack.apply(ranked(20, 10))).rejects.toThrow('PriorityInUse');
    const calls = await changesOf(() => stack.deploy(ranked(20, 10)));
    expect(calls.filter((call) => call.startsWith('SetRulePriorities'))).not.toEqual([]);
    expect((await stack.plan(ranked(20, 10))).changes).toEqual([]);
  });
});
