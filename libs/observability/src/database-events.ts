import { DbEventSubscription } from '@cdktf/provider-aws/lib/db-event-subscription';
import type { ModuleContext, PolicyStatement } from '@restartix/core';
import type { Construct } from 'constructs';
import type { Severity } from './alarm-row';
import type { MonitoredDatabase } from './observability.config';

/**
 * What happens to a database and no metric shows, by the kind of source. Nobody has to act on the second row at night.
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.Messages.html
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_Events.Messages.html
 */
const CATEGORIES: Readonly<Record<'db-instance' | 'db-cluster', Readonly<Record<Severity, readonly string[]>>>> = {
  'db-instance': {
    critical: ['failure', 'low storage'],
    warning: ['availability', 'failover', 'maintenance', 'read replica', 'recovery'],
  },
  'db-cluster': {
    critical: ['failure'],
    warning: ['failover', 'maintenance'],
  },
};

interface Input {
  readonly context: ModuleContext;
  readonly name: string;
  readonly database: MonitoredDatabase;
  readonly topicArns: Readonly<Record<Severity, string>>;
}

/** Sends the events of one database to the topics. */
export function makeDatabaseEvents(
  scope: Construct,
  { context, name, database, topicArns }: Input,
): readonly DbEventSubscription[] {
  const { DBInstanceIdentifier: instance, DBClusterIdentifier: cluster } = database.metricDimensions;
  const sourceType = cluster === undefined ? 'db-instance' : 'db-cluster';
  return Object.entries(CATEGORIES[sourceType]).map(
    ([severity, eventCategories]) =>
      new DbEventSubscription(scope, `${name}-${severity}-events`, {
        name: context.name(`${name}-${severity}-events`, 255),
        snsTopic: topicArns[severity as Severity],
        sourceType,
        sourceIds: [(cluster ?? instance)!],
        eventCategories: [...eventCategories],
      }),
  );
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.GrantingPermissions.html */
export function databasesPublish(context: ModuleContext, topicArn: string): PolicyStatement {
  return {
    sid: 'DatabasesPublish',
    actions: ['sns:Publish'],
    resources: [topicArn],
    principals: { Service: ['events.rds.amazonaws.com'] },
    conditions: {
      StringEquals: { 'aws:SourceAccount': context.accountId },
      ArnLike: { 'aws:SourceArn': context.arn({ service: 'rds', resource: '*' }) },
    },
  };
}
