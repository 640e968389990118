import {
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  DescribeTagsCommand,
  DescribeTargetGroupsCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { SdkConfiguration } from '../run/session';
import { byName, type Found, type Lookups, tagsOf, unless } from './lookup';

export function loadBalancerLookups(sdk: SdkConfiguration): Lookups {
  const client = new ElasticLoadBalancingV2Client(sdk);
  const tagged = async (arn: string | undefined): Promise<Found | undefined> => {
    if (arn === undefined) return undefined;
    const { TagDescriptions } = await client.send(new DescribeTagsCommand({ ResourceArns: [arn] }));
    return { id: arn, tags: tagsOf(TagDescriptions?.[0]?.Tags) };
  };
  return {
    aws_lb: byName('name', async (name) => {
      const asked = client.send(new DescribeLoadBalancersCommand({ Names: [name] }));
      return tagged((await unless(['LoadBalancerNotFoundException'], asked))?.LoadBalancers?.[0]?.LoadBalancerArn);
    }),
    aws_lb_target_group: byName('name', async (name) => {
      const asked = client.send(new DescribeTargetGroupsCommand({ Names: [name] }));
      return tagged((await unless(['TargetGroupNotFoundException'], asked))?.TargetGroups?.[0]?.TargetGroupArn);
    }),
    // One for each port of a load balancer, and one for each priority of a listener.
    aws_lb_listener: {
      by: ['load_balancer_arn', 'port'],
      find: async ({ load_balancer_arn: LoadBalancerArn, port }) => {
        const { Listeners = [] } = await client.send(new DescribeListenersCommand({ LoadBalancerArn }));
        return Listeners.filter(({ Port }) => String(Port) === port).map(({ ListenerArn = '' }) => ({
          id: ListenerArn,
        }));
      },
    },
    aws_lb_listener_rule: {
      by: ['listener_arn', 'priority'],
      find: async ({ listener_arn: ListenerArn, priority }) => {
        const { Rules = [] } = await client.send(new DescribeRulesCommand({ ListenerArn }));
        return Rules.filter(({ Priority }) => Priority === priority).map(({ RuleArn = '' }) => ({ id: RuleArn }));
      },
    },
  };
}
