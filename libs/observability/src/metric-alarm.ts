import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import type { Construct } from 'constructs';
import type { AlarmRow } from './alarm-row';
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
  const { namespace, metricName, dimensions, statistic } = row.metric;
  return new CloudwatchMetricAlarm(scope, `alarm-${row.id}`, {
    alarmName: name,
    alarmDescription: [`${row.title}. ${row.meaning}`, ...(runbookUrl ? [`${runbookUrl}#${anchor(row)}`] : [])].join(
      '\n',
    ),
    namespace,
    metricName,
    dimensions: { ...dimensions },
    ...(statistic.startsWith('p') ? { extendedStatistic: statistic } : { statistic }),
    period: row.period,
    evaluationPeriods: row.evaluationPeriods,
    datapointsToAlarm: row.datapointsToAlarm ?? row.evaluationPeriods,
    comparisonOperator: COMPARISONS[row.comparison],
    threshold: row.threshold,
    treatMissingData: row.missing,
    alarmActions: [topicArn],
    okActions: [topicArn],
  });
}
