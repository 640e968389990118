import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { FlowLog } from '@cdktf/provider-aws/lib/flow-log';
import type { Vpc } from '@cdktf/provider-aws/lib/vpc';
import { ServiceRole, type ModuleContext } from '@restartix/core';
import type { Construct } from 'constructs';
import type { FlowLogsConfig } from './network.config';

export interface FlowLogs {
  readonly flowLog: FlowLog;
  readonly logGroup: CloudwatchLogGroup;
  readonly role: ServiceRole;
}

export interface FlowLogsInput {
  readonly context: ModuleContext;
  readonly name: string;
  readonly vpc: Vpc;
  readonly config: FlowLogsConfig;
}

/** Records of the VPC's connections in a log group of their own, written by a role that can write nothing else. */
export function makeFlowLogs(scope: Construct, { context, name, vpc, config }: FlowLogsInput): FlowLogs {
  const { retentionInDays = 30, trafficType = 'REJECT', kmsKeyArn } = config;
  const logGroup = new CloudwatchLogGroup(scope, 'flow-logs-group', {
    name: `/vpc/${context.name(`${name}-flow-logs`)}`,
    retentionInDays,
    kmsKeyId: kmsKeyArn,
  });
  const role = new ServiceRole(scope, 'flow-logs-role', context, {
    name: context.name(`${name}-flow-logs`, 64),
    description: 'Writes VPC flow logs',
    service: 'vpc-flow-logs.amazonaws.com',
    sourceArn: context.arn({ service: 'ec2', resource: 'vpc-flow-log/*' }),
    policies: {
      write: [
        {
          actions: ['logs:CreateLogStream', 'logs:PutLogEvents', 'logs:DescribeLogStreams'],
          resources: [`${logGroup.arn}:*`],
        },
        // Knows no resource. https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html
        { actions: ['logs:DescribeLogGroups'], resources: ['*'] },
      ],
    },
  });
  const flowLog = new FlowLog(scope, 'flow-logs', {
    vpcId: vpc.id,
    trafficType,
    logDestination: logGroup.arn,
    iamRoleArn: role.arn,
    maxAggregationInterval: 600,
    tags: { Name: context.name(`${name}-flow-logs`) },
  });
  return { flowLog, logGroup, role };
}
