import { ChatbotSlackChannelConfiguration } from '@cdktf/provider-aws/lib/chatbot-slack-channel-configuration';
import { CloudwatchEventApiDestination } from '@cdktf/provider-aws/lib/cloudwatch-event-api-destination';
import { CloudwatchEventConnection } from '@cdktf/provider-aws/lib/cloudwatch-event-connection';
import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target';
import { DataAwsSecretsmanagerSecretVersion } from '@cdktf/provider-aws/lib/data-aws-secretsmanager-secret-version';
import { ServiceRole, jsonOf, type ModuleContext } from '@restartix/core';
import type { Construct } from 'constructs';
import type { Slack } from './observability.config';

interface Input {
  readonly context: ModuleContext;
  readonly topicArns: readonly string[];
}

/** AWS Chatbot writes alarms into a channel. Members of the channel have read access only. */
export function makeSlackChannel(
  scope: Construct,
  slack: Slack,
  { context, topicArns }: Input,
): ChatbotSlackChannelConfiguration {
  const readOnly = `arn:${context.partition}:iam::aws:policy/ReadOnlyAccess`;
  const role = new ServiceRole(scope, 'slack-role', context, {
    name: context.name('slack', 64),
    description: 'What Slack users may ask AWS Chatbot for: metrics and alarms',
    service: 'chatbot.amazonaws.com',
    policies: {
      look: [{ actions: ['cloudwatch:Describe*', 'cloudwatch:Get*', 'cloudwatch:List*'], resources: ['*'] }],
    },
  });
  return new ChatbotSlackChannelConfiguration(scope, 'slack', {
    configurationName: context.name('alerts', 128),
    slackTeamId: slack.workspaceId,
    slackChannelId: slack.channelId,
    iamRoleArn: role.arn,
    // Without a guardrail, Chatbot's own default is AdministratorAccess.
    guardrailPolicyArns: [readOnly],
    snsTopicArns: [...topicArns],
    loggingLevel: 'ERROR',
    userAuthorizationRequired: true,
  });
}

export interface Webhook {
  readonly rule: CloudwatchEventRule;
  readonly destination: CloudwatchEventApiDestination;
  readonly target: CloudwatchEventTarget;
}

/** Posts each change of an alarm of this environment to a webhook, without Chatbot. */
export function makeSlackWebhook(scope: Construct, secretArn: string, context: ModuleContext): Webhook {
  const url = new DataAwsSecretsmanagerSecretVersion(scope, 'slack-webhook-url', { secretId: secretArn });
  const connection = new CloudwatchEventConnection(scope, 'slack-connection', {
    name: context.name('slack-webhook', 64),
    description: 'The webhook is its own secret; EventBridge wants a key beside it',
    authorizationType: 'API_KEY',
    authParameters: { apiKey: { key: 'X-Source', value: context.name('alarms') } },
  });
  const destination = new CloudwatchEventApiDestination(scope, 'slack-destination', {
    name: context.name('slack-webhook', 64),
    connectionArn: connection.arn,
    httpMethod: 'POST',
    invocationEndpoint: url.secretString,
    invocationRateLimitPerSecond: 1,
  });
  const role = new ServiceRole(scope, 'slack-webhook-role', context, {
    name: context.name('slack-webhook', 64),
    description: 'Lets EventBridge post alarms to Slack',
    service: 'events.amazonaws.com',
    policies: { post: [{ actions: ['events:InvokeApiDestination'], resources: [destination.arn] }] },
  });
  const rule = new CloudwatchEventRule(scope, 'slack-rule', {
    name: context.name('slack-webhook', 64),
    description: 'Alarms of this environment that change',
    eventPattern: jsonOf({
      source: ['aws.cloudwatch'],
      'detail-type': ['CloudWatch Alarm State Change'],
      detail: { alarmName: [{ prefix: context.name('') }] },
    }),
  });
  const target = new CloudwatchEventTarget(scope, 'slack-target', {
    rule: rule.name,
    arn: destination.arn,
    roleArn: role.arn,
    inputTransformer: {
      inputPaths: { alarm: '$.detail.alarmName', state: '$.detail.state.value', reason: '$.detail.state.reason' },
      inputTemplate: '{"text": "*<alarm>* is <state>: <reason>"}',
    },
  });
  return { rule, destination, target };
}
