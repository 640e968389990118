import { recordOf } from '@restartix/core';
import { CloudwatchDashboard } from '@cdktf/provider-aws/lib/cloudwatch-dashboard';
import type { Construct } from 'constructs';
import { AREAS, type AlarmRow, type Area, type Metric, type MetricMath } from './alarm-row';
import type { BusinessMetric } from './observability.config';

// Columns of a dashboard, and the size of a graph.
const COLUMNS = 24;
const WIDTH = 8;
const HEIGHT = 6;

interface Input {
  readonly rows: readonly AlarmRow[];
  readonly business: readonly BusinessMetric[];
  readonly region: string;
  readonly name: (area: Area) => string;
}

/** A dashboard for each area, with the graph of each of its alarms and the line that it must not cross. */
export function makeDashboards(
  scope: Construct,
  { rows, business, region, name }: Input,
): Record<Area, CloudwatchDashboard> {
  return recordOf(AREAS, (area) => {
    const graphs = [
      ...rows.filter((row) => row.area === area).map((row) => alarmGraph(row, region)),
      ...(area === 'business' ? business.map((each) => graph(each.title, each, region)) : []),
    ];
    const empty = { type: 'text', width: COLUMNS, height: 2, properties: { markdown: NOTHING } };
    const widgets = (graphs.length > 0 ? graphs : [empty]).map((widget, index) => ({ ...widget, ...place(index) }));
    return new CloudwatchDashboard(scope, `dashboard-${area}`, {
      dashboardName: name(area),
      dashboardBody: JSON.stringify({ widgets }),
    });
  });
}

const NOTHING = 'Nothing is watched here yet.';

function place(index: number): { x: number; y: number } {
  const across = COLUMNS / WIDTH;
  return { x: (index % across) * WIDTH, y: Math.floor(index / across) * HEIGHT };
}

function graph(title: string, metric: Metric, region: string, math?: MetricMath, annotations?: object) {
  return {
    type: 'metric',
    width: WIDTH,
    height: HEIGHT,
    properties: {
      title,
      region,
      view: 'timeSeries',
      metrics: math
        ? [
            [{ id: 'value', expression: math.expression, label: math.label }],
            ...Object.entries({ m: metric, ...math.others }).map(([id, each]) => line(each, { id, visible: false })),
          ]
        : [line(metric)],
      ...(annotations ? { annotations } : {}),
    },
  };
}

function line({ namespace, metricName, dimensions, statistic }: Metric, options: object = {}): unknown[] {
  return [namespace, metricName, ...Object.entries(dimensions).flat(), { ...options, stat: statistic }];
}

function alarmGraph(row: AlarmRow, region: string) {
  return graph(row.title, row.metric, region, row.math, {
    horizontal: [
      { label: row.severity, value: row.threshold, color: row.severity === 'critical' ? '#d62728' : '#ff7f0e' },
    ],
  });
}
