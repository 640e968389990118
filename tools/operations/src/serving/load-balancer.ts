import {
  DescribeLoadBalancersCommand,
  paginateDescribeListeners,
  paginateDescribeRules,
  paginateDescribeTargetGroups,
  type Listener,
  type LoadBalancer,
  type Rule,
  type TargetGroup,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { isNamed } from '../aws/denied';
import type { Context } from '../context';
import { all } from '../workload';

type Asked = Pick<Context, 'aws' | 'nameOf'>;

/** The environment's load balancer; undefined before the first apply. */
export async function loadBalancerOf({ aws, nameOf }: Asked): Promise<LoadBalancer | undefined> {
  try {
    const { LoadBalancers } = await aws.elbv2.send(new DescribeLoadBalancersCommand({ Names: [nameOf('alb')] }));
    return LoadBalancers?.[0];
  } catch (error) {
    if (isNamed(error, 'LoadBalancerNotFoundException', 'LoadBalancerNotFound')) return undefined;
    throw error;
  }
}

export async function listenersOf({ aws }: Asked, { LoadBalancerArn }: LoadBalancer): Promise<Listener[]> {
  return all(paginateDescribeListeners({ client: aws.elbv2 }, { LoadBalancerArn }), ({ Listeners }) => Listeners);
}

export async function targetGroupsOf({ aws }: Asked, { LoadBalancerArn }: LoadBalancer): Promise<TargetGroup[]> {
  return all(
    paginateDescribeTargetGroups({ client: aws.elbv2 }, { LoadBalancerArn }),
    ({ TargetGroups }) => TargetGroups,
  );
}

export async function rulesOf({ aws }: Asked, { ListenerArn }: Listener): Promise<Rule[]> {
  return all(paginateDescribeRules({ client: aws.elbv2 }, { ListenerArn }), ({ Rules }) => Rules);
}
