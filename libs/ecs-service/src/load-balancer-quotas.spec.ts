import { synth } from '@restartix/testing';
import { EcsService, type LoadBalancerBinding } from '.';
import { LISTENER, withLoadBalancer } from '../test/service';

const OTHER_LISTENER = LISTENER.replace('restartix-staging-alb', 'restartix-staging-alb-2');

/** Each with a host and a rank of its own. */
function services(
  count: number,
  binding: (index: number) => Partial<LoadBalancerBinding> = () => ({}),
  over: (index: number) => { readonly renamedFrom?: string } = () => ({}),
): () => unknown {
  return () =>
    synth((stack) => {
      for (let i = 1; i <= count; i += 1) {
        const serviceName = `service-${i}`;
        const loadBalancer = { priority: i, hostHeaderValues: [`${serviceName}.restartix.pro`], ...binding(i) };
        new EcsService(stack, serviceName, withLoadBalancer(loadBalancer, { serviceName, ...over(i) }));
      }
    });
}

it('serves a hundred services by one load balancer, and names the way out for the next', () => {
  expect(services(100)).not.toThrow();
  expect(services(101)).toThrow(
    'ecs-service "service-101": loadBalancer.listenerArn "101 services with 101 rules" is not possible (allowed: 100 target groups and 100 rules of one load balancer (Elastic Load Balancing)). Make a second LoadBalancer under another `name`, and give this service its listenerArn.',
  );
});

it('counts the rule for hosts that no other rule names', () => {
  expect(services(100, (i) => ({ unmatchedHosts: i === 1 }))).toThrow('"100 services with 101 rules" is not possible');
});

it('counts the rule by which a renamed service takes over', () => {
  const renamed = (index: number): object => (index === 1 ? { renamedFrom: 'former' } : {});
  expect(services(100, undefined, renamed)).toThrow('"100 services with 101 rules" is not possible');
});

it('counts each load balancer by itself', () => {
  expect(services(150, (i) => (i > 90 ? { listenerArn: OTHER_LISTENER } : {}))).not.toThrow();
});
