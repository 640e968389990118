import { synth, type Synthesized } from '@restartix/testing';
import { EcsService, type EcsServiceConfig, type LoadBalancerBinding } from '../src';

export const LISTENER =
  'arn:aws:elasticloadbalancing:eu-central-1:123456789012:listener/app/restartix-staging-alb/0123456789abcdef/fedcba9876543210';

/** A small service that tests change. */
export const config: EcsServiceConfig = {
  serviceName: 'core-api',
  imageUri: '123456789012.dkr.ecr.eu-central-1.amazonaws.com/restartix-core-api:1.4.2',
  cpu: 512,
  memory: 1024,
  cluster: { clusterId: 'arn:aws:ecs:eu-central-1:123456789012:cluster/restartix-staging-cluster' },
  vpcId: 'vpc-0123456789abcdef0',
  subnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
  securityGroupIds: ['sg-0123456789abcdef0'],
};

/** Inputs other than the size, which is a pair. */
export type Changes = Partial<Omit<EcsServiceConfig, 'cpu' | 'memory'>>;

/** The small service behind a load balancer. */
export function withLoadBalancer(binding: Partial<LoadBalancerBinding>, changes: Changes = {}): EcsServiceConfig {
  const loadBalancer = { listenerArn: LISTENER, hostHeaderValues: ['api-staging.restartix.pro'], ...binding };
  return { ...config, port: 9000, ...changes, loadBalancer };
}

/** The small service, changed and synthesized. */
export function service(changes: Changes, env?: Parameters<typeof synth>[1]): Synthesized {
  return synth((stack) => void new EcsService(stack, 'core-api', { ...config, ...changes }), env);
}
