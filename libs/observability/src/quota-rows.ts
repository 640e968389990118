import type { AlarmRow } from './alarm-row';
import type { MonitoredCluster } from './observability.config';

// Class of the metric, by capacity provider.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/monitoring-fargate-usage.html
const CLASSES = {
  FARGATE: { id: 'fargate-on-demand', name: 'on-demand', class: 'Standard/OnDemand', quota: 'L-3032A538' },
  FARGATE_SPOT: { id: 'fargate-spot', name: 'Spot', class: 'Standard/Spot', quota: 'L-36FBB829' },
} as const;

/** What the account may run on Fargate in the region, all its environments together. */
export function quotaRows({ capacityProviders }: MonitoredCluster): AlarmRow[] {
  return Object.entries(CLASSES)
    .filter(([provider]) => capacityProviders.includes(provider))
    .map(([, each]) => ({
      covers: `quota:${each.id}`,
      area: 'app-health',
      id: `${each.id}-quota`,
      severity: 'warning',
      title: `Fargate ${each.name}: above 80 % of the account’s vCPU quota`,
      meaning: `The account runs more than 80 % of the vCPUs that its quota ${each.quota} allows in the region. At the quota no task starts: a deployment, which needs twice its services’ vCPUs, hangs.`,
      steps: [
        'Is a deployment running, or has a service scaled out? Then usage falls again.',
        `Otherwise request more: aws service-quotas request-service-quota-increase --service-code fargate --quota-code ${each.quota} --desired-value …`,
      ],
      metric: {
        namespace: 'AWS/Usage',
        metricName: 'ResourceCount',
        dimensions: { Service: 'Fargate', Type: 'Resource', Resource: 'vCPU', Class: each.class },
        statistic: 'Maximum',
      },
      // https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Quotas-Visualize-Alarms.html
      math: { label: 'ResourceCount of its quota', expression: '100 * m / SERVICE_QUOTA(m)' },
      comparison: 'above',
      threshold: 80,
      unit: '%',
      period: 300,
      evaluationPeriods: 1,
      missing: 'notBreaching',
    }));
}
