import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import type { Construct } from 'constructs';
import type { EcsClusterConfig } from './ecs-cluster.config';

/**
 * Where Container Insights writes the events of a cluster. Made before the cluster: ECS would make it with its own retention
 * and key, and it would stay for good.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-reference-performance-logs-ECS.html
 */
export function makeInsightsLogGroup(
  scope: Construct,
  clusterName: string,
  { insightsRetentionInDays = 7, logKmsKeyArn }: EcsClusterConfig,
): CloudwatchLogGroup {
  return new CloudwatchLogGroup(scope, 'insights-log', {
    name: `/aws/ecs/containerinsights/${clusterName}/performance`,
    retentionInDays: insightsRetentionInDays,
    kmsKeyId: logKmsKeyArn,
  });
}
