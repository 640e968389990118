import type { EnvStack } from '@restartix/core';
import type { BusinessMetric } from '@restartix/observability';
import { metricsNamespace } from './contract';

/** What Core API counts, in CloudWatch's embedded metric format, by the title of its graph. */
const METRICS = {
  'Appointments booked': 'AppointmentsBooked',
  'Sign-ins': 'SignIns',
  'Sessions completed': 'SessionsCompleted',
};

/** The figures of the business dashboard. */
export function businessMetrics({ project, env }: EnvStack): BusinessMetric[] {
  const namespace = metricsNamespace({ project, env });
  return Object.entries(METRICS).map(([title, metricName]) => ({
    title,
    namespace,
    metricName,
    dimensions: {},
    statistic: 'Sum',
  }));
}
