import { CloudwatchLogMetricFilter } from '@cdktf/provider-aws/lib/cloudwatch-log-metric-filter';
import type { ModuleContext } from '@restartix/core';
import type { Construct } from 'constructs';

/** What the runner logs last, and only when the backup is complete and signed. */
export const SUCCESS_EVENT = 'backup-succeeded';

/** How CloudWatch Logs finds it. */
export const SUCCESS_PATTERN = `{ $.event = "${SUCCESS_EVENT}" }`;

const FAILURE_PATTERN = '{ $.event = "backup-failed" }';

/** A metric of the backups, as alarms take it. */
export interface BackupMetric {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

export interface Health {
  readonly success: CloudwatchLogMetricFilter;
  readonly failure: CloudwatchLogMetricFilter;
}

/** Counts of the log's lines: one for each backup that is there, one for each that failed. */
export function makeMetricFilters(scope: Construct, context: ModuleContext, logGroupName: string): Health {
  const filter = (id: string, name: string, pattern: string): CloudwatchLogMetricFilter =>
    new CloudwatchLogMetricFilter(scope, id, {
      name: context.name(id),
      logGroupName,
      pattern,
      metricTransformation: { namespace: namespaceOf(context), name, value: '1', unit: 'Count' },
    });
  return {
    success: filter('backup-succeeded', 'BackupSucceeded', SUCCESS_PATTERN),
    failure: filter('backup-failed', 'BackupFailed', FAILURE_PATTERN),
  };
}

export function namespaceOf({ project, env }: ModuleContext): string {
  return `${project}/${env}/backups`;
}
