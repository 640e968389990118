import type { ChatbotSlackChannelConfiguration } from '@cdktf/provider-aws/lib/chatbot-slack-channel-configuration';
import type { CloudwatchDashboard } from '@cdktf/provider-aws/lib/cloudwatch-dashboard';
import type { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import type { DbEventSubscription } from '@cdktf/provider-aws/lib/db-event-subscription';
import { claimName, contextOf, mapValues, recordOf, type ModuleContext } from '@restartix/core';
import { Construct } from 'constructs';
import { AREAS, type AlarmRow, type Area, type Severity } from './alarm-row';
import { alarmRows } from './alarms';
import { makeDashboards } from './dashboards';
import { databasesPublish, makeDatabaseEvents } from './database-events';
import { makeMetricAlarm } from './metric-alarm';
import { checkObservability, checkObservabilityValues } from './observability.checks';
import type { ObservabilityConfig } from './observability.config';
import { withOverrides } from './overrides';
import { makeSlackChannel, makeSlackWebhook, type Webhook } from './slack';
import { makeAlertTopic, type AlertTopic } from './topics';

/** What pipelines, docs and stack outputs take from observability. */
export interface ObservabilityOutputs {
  /** What pages. */
  readonly snsTopicArn: string;
  /** What waits for the morning. */
  readonly warningTopicArn: string;
  /** The dashboard of the applications' health, where one begins. */
  readonly dashboardUrl: string;
  readonly dashboardUrls: Readonly<Record<Area, string>>;
  /** By the alarm's id. */
  readonly alarmNames: Readonly<Record<string, string>>;
  /** By the alarm's id. */
  readonly alarmArns: Readonly<Record<string, string>>;
  /** The table that everything here is made of. */
  readonly rows: readonly AlarmRow[];
  /** What is watched, as `kind:name`. */
  readonly covers: readonly string[];
}

/**
 * Alarms, dashboards and runbook of an environment, made of one table; and the topics that carry alarms to people.
 *
 * @example
 * new Observability(this, 'observability', {
 *   alarmsEmailSubscribers: ['platform-team@restartix.pro'],
 *   services: { 'core-api': coreApi },
 *   loadBalancer,
 *   databases: { database },
 * });
 */
export class Observability extends Construct implements ObservabilityOutputs {
  readonly topics: Readonly<Record<Severity, AlertTopic>>;
  /** By the alarm's id. */
  readonly alarms: Readonly<Record<string, CloudwatchMetricAlarm>>;
  readonly dashboards: Readonly<Record<Area, CloudwatchDashboard>>;
  /** Those of what the first of an area has no room for, with `-2`, `-3`, … at the end of their names. */
  readonly furtherDashboards: readonly CloudwatchDashboard[];
  /** Undefined without `slack`. */
  readonly slack: ChatbotSlackChannelConfiguration | undefined;
  /** Undefined without `slackWebhookUrl`. */
  readonly webhook: Webhook | undefined;

  /** Subscriptions to what RDS tells, by database; empty without `databaseEvents`. */
  readonly databaseEvents: Readonly<Record<string, readonly DbEventSubscription[]>>;

  readonly rows: readonly AlarmRow[];
  /** By area. */
  readonly dashboardUrls: Readonly<Record<Area, string>>;

  readonly snsTopicArn: string;
  readonly warningTopicArn: string;
  readonly dashboardUrl: string;
  readonly alarmNames: Readonly<Record<string, string>>;
  readonly alarmArns: Readonly<Record<string, string>>;
  readonly covers: readonly string[];

  /** @throws ConfigError that lists everything wrong with the config. */
  constructor(scope: Construct, id: string, config: ObservabilityConfig) {
    super(scope, id);
    checkObservabilityValues(id, config);
    const all = alarmRows(config);
    const context = contextOf(this, 'observability', id, config);
    checkObservability(id, config, { rows: all, partition: context.partition });
    const { alarmsEmailSubscribers: subscribers, kmsKeyId, runbookUrl, slack, slackWebhookUrl } = config;
    const topicName = `${context.project}-alerts-${context.env}`;
    claimName(this, { module: 'observability', property: 'env', value: context.env, physicalName: topicName });

    this.rows = withOverrides(all, config.overrides);
    const { databases = {}, databaseEvents = false } = config;
    const ofTopic = {
      context,
      subscribers,
      kmsKeyId,
      publishers: (arn: string) => (databaseEvents ? [databasesPublish(context, arn)] : []),
    };
    this.topics = {
      critical: makeAlertTopic(this, 'critical', { ...ofTopic, name: topicName }),
      warning: makeAlertTopic(this, 'warning', { ...ofTopic, name: `${topicName}-warning` }),
    };
    const alarms = this.rows.map((row) => [
      row.id,
      makeMetricAlarm(this, row, {
        name: context.name(row.id, 255),
        topicArn: this.topics[row.severity].topic.arn,
        runbookUrl,
      }),
    ]);
    this.alarms = Object.fromEntries(alarms) as Record<string, CloudwatchMetricAlarm>;
    const dashboards = makeDashboards(this, {
      rows: this.rows,
      business: config.businessMetrics ?? [],
      region: context.region,
      name: (area) => context.name(area),
    });
    this.dashboards = mapValues(dashboards, ([first]) => first);
    this.furtherDashboards = Object.values(dashboards).flatMap(([, ...further]) => further);
    this.snsTopicArn = this.topics.critical.topic.arn;
    this.warningTopicArn = this.topics.warning.topic.arn;
    const topicArns = [this.snsTopicArn, this.warningTopicArn];
    this.slack = slack && makeSlackChannel(this, slack, { context, topicArns });
    this.databaseEvents = mapValues(databaseEvents ? databases : {}, (database, name) =>
      makeDatabaseEvents(this, {
        context,
        name,
        database,
        topicArns: { critical: this.snsTopicArn, warning: this.warningTopicArn },
      }),
    );
    this.webhook = slackWebhookUrl ? makeSlackWebhook(this, slackWebhookUrl, context) : undefined;

    this.dashboardUrls = recordOf(
      AREAS,
      (area) =>
        `https://${consoleHost(context)}/cloudwatch/home?region=${context.region}#dashboards:name=${context.name(area)}`,
    );
    this.dashboardUrl = this.dashboardUrls['app-health'];
    this.alarmNames = mapValues(this.alarms, ({ alarmName }) => alarmName);
    this.alarmArns = mapValues(this.alarms, ({ arn }) => arn);
    this.covers = [...new Set(this.rows.map(({ covers }) => covers))];
  }
}

/** https://docs.aws.amazon.com/govcloud-us/latest/UserGuide/govcloud-console.html */
function consoleHost({ partition, region }: ModuleContext): string {
  return partition === 'aws-us-gov' ? 'console.amazonaws-us-gov.com' : `${region}.console.aws.amazon.com`;
}
