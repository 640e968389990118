import { DescribeTargetHealthCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { missing, ok, type Finding } from '../finding';
import { loadBalancerOf, targetGroupsOf } from './load-balancer';
import type { Context } from '../context';

/** Each target group as the load balancer sees it: a service serves when its targets are healthy. */
export async function healthFindings(context: Context): Promise<Finding[]> {
  const balancer = await loadBalancerOf(context);
  if (!balancer) return [missing('load balancer', `${context.nameOf('alb')} does not exist`, context.nx('deploy'))];
  const groups = await targetGroupsOf(context, balancer);
  return Promise.all(
    groups.map(async ({ TargetGroupArn, TargetGroupName = '' }) => {
      const answer = await context.aws.elbv2.send(new DescribeTargetHealthCommand({ TargetGroupArn }));
      const states = (answer.TargetHealthDescriptions ?? []).map(({ TargetHealth }) => TargetHealth);
      const healthy = states.filter((each) => each?.State === 'healthy').length;
      const service = TargetGroupName.slice(context.nameOf('').length);
      const subject = `targets of ${service}`;
      const sick = states.find((each) => each?.State !== 'healthy' && each?.State !== 'draining');
      const words = `${healthy} of ${states.length} healthy`;
      if (healthy > 0 && !sick) return ok(subject, words);
      if (!sick) return missing(subject, 'there are none', context.nx('status'));
      const why = `${words}: ${sick.State}, ${sick.Description ?? sick.Reason ?? 'no reason given'}`;
      return missing(subject, why, context.nx('logs', `--service=${service}`));
    }),
  );
}
