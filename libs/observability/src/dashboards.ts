import { jsonOf, recordOf } from '@restartix/core';
import { CloudwatchDashboard } from '@cdktf/provider-aws/lib/cloudwatch-dashboard';
import type { Construct } from 'constructs';
import { AREAS, type AlarmRow, type Area, type Metric, type MetricMath } from './alarm-row';
import type { BusinessMetric } from './observability.config';

/** What one dashboard takes: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html */
const MAX_WIDGETS = 500;
const MAX_METRICS = 2500;

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

/**
 * The dashboards of each area, with the graph of each of its alarms and the line that it must not cross: one, and `-2`, `-3`, …
 * where there are more graphs than one takes.
 */
export function makeDashboards(
  scope: Construct,
  { rows, business, region, name }: Input,
): Record<Area, readonly [CloudwatchDashboard, ...CloudwatchDashboard[]]> {
  return recordOf(AREAS, (area) => {
    const graphs = [
      ...rows.filter((row) => row.area === area).map((row) => alarmGraph(row, region)),
      ...(area === 'business' ? business.map((each) => graph(each.title, each, region)) : []),
    ];
    const empty = { type: 'text', width: COLUMNS, height: 2, properties: { markdown: NOTHING } };
    const makePage = (widgets: readonly object[], page = ''): CloudwatchDashboard =>
      new CloudwatchDashboard(scope, `dashboard-${area}${page}`, {
        dashboardName: `${name(area)}${page}`,
        dashboardBody: jsonOf({ widgets: widgets.map((widget, index) => ({ ...widget, ...place(index) })) }),
      });
    const [first = [empty], ...further] = inPages(graphs);
    return [makePage(first), ...further.map((widgets, index) => makePage(widgets, `-${index + 2}`))] as const;
  });
}

type Graph = ReturnType<typeof graph>;

/** Graphs in as few dashboards as take them, in their order. Metrics that only feed an expression count too. */
function inPages(graphs: readonly Graph[]): Graph[][] {
  const pages: Graph[][] = [];
  const metricsOf = (all: readonly Graph[]): number =>
    all.reduce((sum, { properties }) => sum + properties.metrics.length, 0);
  for (const each of graphs) {
    const page = pages.at(-1);
    if (page && page.length < MAX_WIDGETS && metricsOf(page) + metricsOf([each]) <= MAX_METRICS) page.push(each);
    else pages.push([each]);
  }
  return pages;
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
