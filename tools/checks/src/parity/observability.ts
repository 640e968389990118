import { Observability, type ObservabilityConfig } from '@restartix/observability';
import { parityOf } from './parity';

export const observability = parityOf({
  module: 'observability',
  construct: Observability,
  base: {
    alarmsEmailSubscribers: ['platform-team@restartix.pro'],
    slack: { workspaceId: 'T07EA123LEP', channelId: 'C07EZ1ABC23' },
    databases: {
      database: { metricDimensions: { DBInstanceIdentifier: 'restartix-staging-database' }, maxConnections: 200 },
    },
  } as ObservabilityConfig,
  inputs: {
    env: { env: 'production' },
    alarms_email_subscribers: { alarmsEmailSubscribers: ['on-call@restartix.pro'] },
    slack_webhook_url: { slackWebhookUrl: 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:slack-a1b2c3' },
    'references to the resources to monitor': {
      loadBalancer: { albArnSuffix: 'app/restartix-staging-alb/50dc6c495c0c9188' },
    },
  },
  outputs: { sns_topic_arn: 'snsTopicArn', dashboard_url: 'dashboardUrl' },
  resources: [
    {
      spec: 'aws_sns_topic (restartix-alerts-{env})',
      type: 'aws_sns_topic',
      arguments: { name: 'restartix-alerts-staging' },
      count: 2,
      deviation: 'A second topic for warnings, which are non-paging.',
    },
    {
      spec: 'aws_sns_topic_subscription for e-mail',
      type: 'aws_sns_topic_subscription',
      arguments: { protocol: 'email', endpoint: 'platform-team@restartix.pro' },
    },
    {
      spec: 'Chatbot with Slack, by slack_webhook_url',
      type: 'aws_chatbot_slack_channel_configuration',
      count: 1,
      deviation: 'Chatbot uses workspaces and channels; for a webhook, an EventBridge rule posts to it.',
    },
    { spec: 'aws_cloudwatch_metric_alarm × N', type: 'aws_cloudwatch_metric_alarm' },
    {
      spec: 'aws_cloudwatch_dashboard: database, API, app health, business metrics',
      type: 'aws_cloudwatch_dashboard',
      count: 4,
    },
  ],
});
