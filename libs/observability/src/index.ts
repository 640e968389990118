export { AREAS, type AlarmRow, type Area, type Metric, type MetricMath, type Severity } from './alarm-row';
export { Observability, type ObservabilityOutputs } from './observability';
export type {
  AlarmOverride,
  BusinessMetric,
  MonitoredBackup,
  MonitoredCache,
  MonitoredCluster,
  MonitoredDatabase,
  MonitoredEmail,
  MonitoredLoadBalancer,
  MonitoredNat,
  MonitoredQueue,
  MonitoredSchedules,
  MonitoredService,
  ObservabilityConfig,
  Slack,
} from './observability.config';
export { runbookPage, type AlarmCommands } from './runbook';
