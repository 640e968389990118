import {
  CloudwatchMetricAlarm,
  type CloudwatchMetricAlarmConfig,
} from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { literal, whenDeployed } from '@restartix/core';
import type { Construct } from 'constructs';
import type { AlarmRow, Metric } from './alarm-row';
import { anchor } from './runbook';

const COMPARISONS = { above: 'GreaterThanThreshold', below: 'LessThanThreshold' } as const;

interface Input {
  readonly name: string;
  readonly topicArn: string;
  readonly runbookUrl: string | undefined;
}

export function makeMetricAlarm(
  scope: Construct,
  row: AlarmRow,
  { name, topicArn, runbookUrl }: Input,
): CloudwatchMetricAlarm {
  return new CloudwatchMetricAlarm(scope, `alarm-${row.id}`, {
    alarmName: name,
    alarmDescription: [
      literal(`${row.title}. ${row.meaning}`),
      ...(runbookUrl ? [`${runbookUrl}#${anchor(row)}`] : []),
    ].join('\n'),
    ...measured(row),
    evaluationPeriods: row.evaluationPeriods,
    datapointsToAlarm: row.datapointsToAlarm ?? row.evaluationPeriods,
    comparisonOperator: COMPARISONS[row.comparison],
    // Nothing is below 0, and nothing is missing.
    threshold: whenDeployed(row.image, row.threshold, 0),
    treatMissingData: whenDeployed(row.image, row.missing, 'notBreaching'),
    alarmActions: [topicArn],
    okActions: [topicArn],
  });
}

type Measured = Pick<
  CloudwatchMetricAlarmConfig,
  'namespace' | 'metricName' | 'dimensions' | 'statistic' | 'extendedStatistic' | 'period' | 'metricQuery'
>;

/** The metric, or an expression over it and others. */
function measured({ metric, math, period }: AlarmRow): Measured {
  const { namespace, metricName, dimensions, statistic } = metric;
  if (!math) {
    const byStatistic = statistic.startsWith('p') ? { extendedStatistic: statistic } : { statistic };
    return { namespace, metricName, dimensions: { ...dimensions }, ...byStatistic, period };
  }
  const query = ([id, each]: readonly [string, Metric]) => ({
    id,
    metric: {
      namespace: each.namespace,
      metricName: each.metricName,
      dimensions: { ...each.dimensions },
      stat: each.statistic,
      period,
    },
  });
  return {
    metricQuery: [
      { id: 'value', expression: math.expression, label: math.label, returnData: true },
      ...Object.entries({ m: metric, ...math.others }).map(query),
    ],
  };
}
