import type { AwaitedImage } from '@restartix/core';

/** What pages on-call, and what is non-paging. */
export type Severity = 'critical' | 'warning';

/** The dashboards. */
export const AREAS = ['database', 'api', 'app-health', 'business'] as const;
export type Area = (typeof AREAS)[number];

/** A metric of CloudWatch. */
export interface Metric {
  /** e.g. `AWS/ECS`. */
  readonly namespace: string;
  /** e.g. `CPUUtilization`. */
  readonly metricName: string;
  /** e.g. `{ ClusterName: 'restartix-staging-cluster' }`. */
  readonly dimensions: Readonly<Record<string, string>>;
  /** `Average`, `Sum`, … or a percentile such as `p99`. */
  readonly statistic: string;
}

/** An expression over metrics. */
export interface MetricMath {
  /** In CloudWatch's metric math, in which the row's metric is `m`. */
  readonly expression: string;
  /** What the result is called. */
  readonly label: string;
  /** Further metrics, by their name in the expression. @default {} */
  readonly others?: Readonly<Record<string, Metric>>;
}

/**
 * One alarm as data: the alarm itself, its graph and its section of the runbook are made of it.
 */
export interface AlarmRow {
  /** Unique and stable: the end of the alarm's name and its heading in the runbook. */
  readonly id: string;
  /** What it watches, as `kind:name`, e.g. `service:core-api`. */
  readonly covers: string;
  readonly area: Area;
  readonly severity: Severity;
  /** One line for the person who is paged. */
  readonly title: string;
  /** What it means when it is on. */
  readonly meaning: string;
  /** What to look at and do, in this order. */
  readonly steps: readonly string[];
  readonly metric: Metric;
  /** What is compared instead of the metric itself. @default - the metric itself */
  readonly math?: MetricMath;
  readonly comparison: 'above' | 'below';
  readonly threshold: number;
  readonly unit: string;
  /** Seconds of one point: 60 or a multiple of it. */
  readonly period: number;
  /** Points that are looked at. */
  readonly evaluationPeriods: number;
  /** Points of these that must be beyond the threshold. @default - all */
  readonly datapointsToAlarm?: number;
  /** What no data means: nothing happened, or nothing works. */
  readonly missing: 'notBreaching' | 'breaching' | 'ignore';
  /** The image without which there is nothing to count: until it is deployed, the alarm does not fire. @default - none */
  readonly image?: AwaitedImage;
}
