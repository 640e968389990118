import { DescribeResourcePoliciesCommand } from '@aws-sdk/client-cloudwatch-logs';
import { ask } from '../ask';
import type { Check } from '../check';
import { command } from '../command';
import { failure, ok } from '../finding';

/** Not to be raised: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutResourcePolicy.html */
const QUOTA = 10;

export const logPoliciesCheck: Check = {
  subject: 'resource policies of CloudWatch Logs',
  concerns: ({ synthesis }) => synthesis.count('aws_cloudwatch_log_resource_policy') > 0,
  run: async ({ aws: { logs }, synthesis, region }) => {
    const { resourcePolicies = [] } = await ask('logs:DescribeResourcePolicies', () =>
      logs.send(new DescribeResourcePoliciesCommand({})),
    );
    const own = new Set(synthesis.texts('aws_cloudwatch_log_resource_policy', 'policy_name'));
    const others = resourcePolicies.filter(({ policyName = '' }) => !own.has(policyName)).length;
    const needs = synthesis.count('aws_cloudwatch_log_resource_policy');
    const words = `needs ${needs}, others use ${others}, quota ${QUOTA}`;
    const fix = command('aws', 'logs', 'describe-resource-policies', '--region', region);
    return [
      needs + others <= QUOTA
        ? ok(logPoliciesCheck.subject, words)
        : failure(
            logPoliciesCheck.subject,
            `${words}, which AWS does not raise`,
            `delete one that nothing needs: ${fix}`,
          ),
    ];
  },
};
