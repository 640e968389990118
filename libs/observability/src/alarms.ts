import type { AlarmRow, Metric } from './alarm-row';
import { natRows } from './nat-rows';
import type {
  MonitoredBackup,
  MonitoredCache,
  MonitoredDatabase,
  MonitoredLoadBalancer,
  MonitoredQueue,
  MonitoredSchedules,
  MonitoredService,
  ObservabilityConfig,
} from './observability.config';
import { quotaRows } from './quota-rows';

/** The name of `loadBalancer` among `loadBalancers`. */
export const FIRST = 'alb';

/** Every alarm of a configuration, in the order of the runbook. */
export function alarmRows(config: ObservabilityConfig): AlarmRow[] {
  const { services = {}, databases = {}, caches = {}, backups = {}, nats = {}, minFreeStorageGib = 10 } = config;
  const loadBalancers = { ...(config.loadBalancer && { [FIRST]: config.loadBalancer }), ...config.loadBalancers };
  const each = <T>(map: Readonly<Record<string, T>>, rows: (name: string, target: T) => AlarmRow[]): AlarmRow[] =>
    Object.entries(map).flatMap(([name, target]) => rows(name, target));
  return [
    ...each(databases, (name, database) => databaseRows(name, database, minFreeStorageGib)),
    ...each(caches, cacheRows),
    ...each(nats, natRows),
    ...(config.cluster ? quotaRows(config.cluster) : []),
    ...each(loadBalancers, loadBalancerRows),
    ...each(services, (name, service) =>
      serviceRows(name, service, service.albArnSuffix ?? config.loadBalancer?.albArnSuffix),
    ),
    ...(config.schedules ? scheduleRows(config.schedules) : []),
    ...each(queuesOf(config), queueRows),
    ...each(backups, backupRows),
    ...(config.email ? emailRows(config.email.metricDimensions) : []),
    ...each(loadBalancers, certificateRows),
  ];
}

/** The dead letters of what is watched, and the queues that are named besides. */
function queuesOf({ schedules, email, queues }: ObservabilityConfig): Record<string, MonitoredQueue> {
  return {
    ...deadLetters('scheduled-tasks', schedules, 'A scheduled task failed to start.'),
    ...deadLetters('ses-webhook', email, 'Core API has not accepted a bounce or complaint event for a day.'),
    ...queues,
  };
}

function deadLetters(
  name: string,
  source: { readonly deadLetterQueueName?: string } | undefined,
  meaning: string,
): Record<string, MonitoredQueue> {
  const queueName = source?.deadLetterQueueName;
  return queueName === undefined ? {} : { [name]: { queueName, meaning } };
}

const MINUTE = 60;
const FIVE_MINUTES = 5 * MINUTE;
const HOUR = 60 * MINUTE;
const GIB = 2 ** 30;

function metric(
  namespace: string,
  metricName: string,
  dimensions: Readonly<Record<string, string>>,
  statistic: string,
): Metric {
  return { namespace, metricName, dimensions, statistic };
}

// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-metrics.html
function databaseRows(name: string, database: MonitoredDatabase, minFreeStorageGib: number): AlarmRow[] {
  const { metricDimensions: dimensions, maxConnections, maxCapacity } = database;
  const rds = (metricName: string, statistic: string): Metric => metric('AWS/RDS', metricName, dimensions, statistic);
  const common = { covers: `database:${name}`, area: 'database', missing: 'notBreaching' } as const;
  const rows: AlarmRow[] = [
    {
      ...common,
      id: `${name}-cpu`,
      severity: 'warning',
      title: `Database ${name}: CPU above 80 %`,
      meaning: 'CPU utilization above 80 % for 15 minutes: queries slow down, then time out.',
      steps: [
        'Performance Insights: which statements wait for CPU?',
        'Did a deployment or a job start when the curve rose?',
        'A larger class (or more ACU) helps at once; an index usually helps for good.',
      ],
      metric: rds('CPUUtilization', 'Average'),
      comparison: 'above',
      threshold: 80,
      unit: '%',
      period: FIVE_MINUTES,
      evaluationPeriods: 3,
    },
    {
      ...common,
      id: `${name}-connections`,
      severity: 'critical',
      title: `Database ${name}: connections above 80 % of the limit`,
      meaning: `More than 80 % of ${maxConnections} connections are open; at the limit, services cannot connect.`,
      steps: [
        'Who holds them? SELECT usename, state, count(*) FROM pg_stat_activity GROUP BY 1, 2.',
        'Is pgbouncer running, and do the services go through it?',
        'Terminate idle sessions (pg_terminate_backend), then find the client that leaks them.',
      ],
      metric: rds('DatabaseConnections', 'Maximum'),
      comparison: 'above',
      threshold: Math.floor(maxConnections * 0.8),
      unit: 'connections',
      period: FIVE_MINUTES,
      evaluationPeriods: 2,
    },
    {
      ...common,
      id: `${name}-memory`,
      severity: 'warning',
      title: `Database ${name}: low freeable memory`,
      meaning: 'Less than 256 MiB freeable: PostgreSQL swaps, or is killed for memory.',
      steps: ['Which sessions have large sorts or hashes?', 'Lower work_mem, or use a larger instance class.'],
      metric: rds('FreeableMemory', 'Minimum'),
      comparison: 'below',
      threshold: 256 * 2 ** 20,
      unit: 'bytes',
      period: FIVE_MINUTES,
      evaluationPeriods: 3,
    },
  ];
  if ('DBInstanceIdentifier' in dimensions) {
    rows.push({
      ...common,
      id: `${name}-storage`,
      severity: 'critical',
      title: `Database ${name}: low free storage`,
      meaning: `Less than ${minFreeStorageGib} GiB free. Storage autoscales up to maxAllocatedStorage; when it is full, the database stops.`,
      steps: [
        'Is maxAllocatedStorage reached? Raise it and deploy.',
        'What grew? An inactive replication slot retains WAL without limit.',
      ],
      metric: rds('FreeStorageSpace', 'Minimum'),
      comparison: 'below',
      threshold: minFreeStorageGib * GIB,
      unit: 'bytes',
      period: FIVE_MINUTES,
      evaluationPeriods: 2,
    });
  }
  if (maxCapacity !== undefined) {
    rows.push({
      ...common,
      id: `${name}-capacity`,
      severity: 'warning',
      title: `Database ${name}: at maximum capacity`,
      meaning: `At its maximum of ${maxCapacity} ACU for 30 minutes: it cannot scale up any further.`,
      steps: [
        'Performance Insights: which statements cause the load?',
        'Raise maxCapacity and deploy, if the load is legitimate.',
      ],
      metric: rds('ServerlessDatabaseCapacity', 'Average'),
      comparison: 'above',
      threshold: maxCapacity * 0.95,
      unit: 'ACU',
      period: FIVE_MINUTES,
      evaluationPeriods: 6,
    });
  }
  return rows;
}

// https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheMetrics.WhichShouldIMonitor.html
function cacheRows(name: string, { replicationGroupId, nodes }: MonitoredCache): AlarmRow[] {
  return nodes.flatMap((member): AlarmRow[] => {
    const node = (metricName: string, statistic: string): Metric =>
      metric('AWS/ElastiCache', metricName, { CacheClusterId: `${replicationGroupId}-${member}` }, statistic);
    const common = { covers: `cache:${name}`, area: 'database', missing: 'notBreaching' } as const;
    return [
      {
        ...common,
        id: `${name}-${member}-cpu`,
        severity: 'warning',
        title: `Cache ${name}, node ${member}: engine CPU above 80 %`,
        meaning: 'Redis runs commands on one core, and that core has been above 80 % for 15 minutes.',
        steps: [
          'The slow log names expensive commands (KEYS, large ranges).',
          'If the load is legitimate: a larger node type, or more shards.',
        ],
        metric: node('EngineCPUUtilization', 'Average'),
        comparison: 'above',
        threshold: 80,
        unit: '%',
        period: FIVE_MINUTES,
        evaluationPeriods: 3,
      },
      {
        ...common,
        id: `${name}-${member}-memory`,
        severity: 'critical',
        title: `Cache ${name}, node ${member}: memory above 85 %`,
        meaning: 'More than 85 % of memory is used; at 100 % it evicts keys with a TTL and rejects other writes.',
        steps: ['What grew? redis-cli --bigkeys.', 'Are there keys without a TTL that should have one?'],
        metric: node('DatabaseMemoryUsagePercentage', 'Maximum'),
        comparison: 'above',
        threshold: 85,
        unit: '%',
        period: FIVE_MINUTES,
        evaluationPeriods: 2,
      },
      {
        ...common,
        id: `${name}-${member}-evictions`,
        severity: 'warning',
        title: `Cache ${name}, node ${member}: evicting keys`,
        meaning: 'Keys were evicted before their TTL because memory is full: sessions and locks may be among them.',
        steps: ['See the alarm on its memory.'],
        metric: node('Evictions', 'Sum'),
        comparison: 'above',
        threshold: 0,
        unit: 'keys',
        period: FIVE_MINUTES,
        evaluationPeriods: 1,
      },
    ];
  });
}

// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
function loadBalancerRows(name: string, { albArnSuffix }: MonitoredLoadBalancer): AlarmRow[] {
  const [end, title] = name === FIRST ? ['', 'ALB'] : [`-${name}`, `ALB ${name}`];
  const alb = (metricName: string, statistic: string): Metric =>
    metric('AWS/ApplicationELB', metricName, { LoadBalancer: albArnSuffix }, statistic);
  const common = { covers: `load-balancer:${name}`, area: 'api', missing: 'notBreaching' } as const;
  return [
    {
      ...common,
      id: `alb-errors${end}`,
      severity: 'critical',
      title: `${title}: 5xx responses of its own`,
      meaning: 'The ALB itself returned 5xx: no healthy targets, or a target closed the connection.',
      steps: ['Which service has no healthy tasks? See its alarm.', 'Did a deployment start shortly before?'],
      metric: alb('HTTPCode_ELB_5XX_Count', 'Sum'),
      comparison: 'above',
      threshold: 10,
      unit: 'responses',
      period: MINUTE,
      evaluationPeriods: 5,
      datapointsToAlarm: 3,
    },
    {
      ...common,
      id: `alb-rejected${end}`,
      severity: 'critical',
      title: `${title}: rejected connections`,
      meaning: 'The ALB reached its maximum number of connections.',
      steps: ['An attack? Look at Cloudflare’s analytics.', 'The ALB scales up by itself within minutes.'],
      metric: alb('RejectedConnectionCount', 'Sum'),
      comparison: 'above',
      threshold: 0,
      unit: 'connections',
      period: MINUTE,
      evaluationPeriods: 3,
    },
  ];
}

// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html
function serviceRows(
  name: string,
  { metricDimensions, targetGroupArnSuffix, image }: MonitoredService,
  albArnSuffix: string | undefined,
): AlarmRow[] {
  const ecs = (metricName: string): Metric => metric('AWS/ECS', metricName, metricDimensions, 'Average');
  const covers = `service:${name}`;
  const rows: AlarmRow[] = [
    {
      id: `${name}-tasks`,
      covers,
      area: 'app-health',
      severity: 'critical',
      title: `${name}: no running tasks`,
      meaning: 'No task has been running for five minutes.',
      steps: [
        'The service’s events say why tasks stop; the log says why they exit.',
        'A secret without a value, a missing image, a failing health check?',
        'A failed deployment rolls back by itself: is a rollback in progress?',
      ],
      metric: metric('ECS/ContainerInsights', 'RunningTaskCount', metricDimensions, 'Minimum'),
      comparison: 'below',
      threshold: 1,
      unit: 'tasks',
      period: MINUTE,
      evaluationPeriods: 5,
      missing: 'breaching',
      image,
    },
    {
      id: `${name}-cpu`,
      covers,
      area: 'app-health',
      severity: 'warning',
      title: `${name}: CPU above 90 %`,
      meaning: 'CPU above 90 % for 15 minutes, although it scales out below that: it is at maxCapacity.',
      steps: ['Is maxCapacity reached? Raise it and deploy.', 'Traces and logs show what it is doing.'],
      metric: ecs('CPUUtilization'),
      comparison: 'above',
      threshold: 90,
      unit: '%',
      period: FIVE_MINUTES,
      evaluationPeriods: 3,
      missing: 'notBreaching',
    },
    {
      id: `${name}-memory`,
      covers,
      area: 'app-health',
      severity: 'warning',
      title: `${name}: memory above 90 %`,
      meaning: 'Memory above 90 % for 15 minutes: at 100 % the task is killed.',
      steps: ['A leak (rising since the last deployment) or load?', 'Raise memory and deploy.'],
      metric: ecs('MemoryUtilization'),
      comparison: 'above',
      threshold: 90,
      unit: '%',
      period: FIVE_MINUTES,
      evaluationPeriods: 3,
      missing: 'notBreaching',
    },
  ];
  if (targetGroupArnSuffix === undefined || albArnSuffix === undefined) return rows;
  const target = (metricName: string, statistic: string): Metric =>
    metric(
      'AWS/ApplicationELB',
      metricName,
      { LoadBalancer: albArnSuffix, TargetGroup: targetGroupArnSuffix },
      statistic,
    );
  return [
    ...rows,
    {
      id: `${name}-unhealthy`,
      covers,
      area: 'api',
      severity: 'critical',
      title: `${name}: unhealthy targets`,
      meaning: 'At least one task has failed the ALB’s health check for five minutes.',
      steps: [
        'What does the health check path return, and what does the log say?',
        'Is the database or the cache unavailable?',
      ],
      metric: target('UnHealthyHostCount', 'Maximum'),
      comparison: 'above',
      threshold: 0,
      unit: 'tasks',
      period: MINUTE,
      evaluationPeriods: 5,
      missing: 'notBreaching',
    },
    {
      id: `${name}-errors`,
      covers,
      area: 'api',
      severity: 'critical',
      title: `${name}: 5xx responses`,
      meaning: 'More than ten 5xx responses a minute, in three minutes of five.',
      steps: ['The log names the errors.', 'If it began with a deployment, roll back to the previous revision.'],
      metric: target('HTTPCode_Target_5XX_Count', 'Sum'),
      comparison: 'above',
      threshold: 10,
      unit: 'responses',
      period: MINUTE,
      evaluationPeriods: 5,
      datapointsToAlarm: 3,
      missing: 'notBreaching',
    },
    {
      id: `${name}-latency`,
      covers,
      area: 'api',
      severity: 'warning',
      title: `${name}: p99 latency above 2 s`,
      meaning: 'One request in a hundred has taken longer than two seconds for 15 minutes.',
      steps: ['Is the database under load? See its alarms.', 'Which route? The log has response times.'],
      metric: target('TargetResponseTime', 'p99'),
      comparison: 'above',
      threshold: 2,
      unit: 'seconds',
      period: FIVE_MINUTES,
      evaluationPeriods: 3,
      missing: 'notBreaching',
    },
  ];
}

// https://docs.aws.amazon.com/scheduler/latest/UserGuide/monitoring-cloudwatch.html
function scheduleRows({ groupName, failureRuleName, taskNames }: MonitoredSchedules): AlarmRow[] {
  const group = { ScheduleGroup: groupName };
  const tasks = taskNames.join(', ');
  const common = { area: 'app-health', missing: 'notBreaching', comparison: 'above', threshold: 0 } as const;
  return [
    {
      ...common,
      id: 'schedules-not-started',
      covers: 'schedules:all',
      severity: 'critical',
      title: 'Scheduled tasks: start failed',
      meaning: `ECS rejected RunTask from EventBridge Scheduler for one of: ${tasks}.`,
      steps: [
        'The dead-letter queue holds the run and the error.',
        'No capacity, a missing role, an inactive task definition?',
      ],
      metric: metric('AWS/Scheduler', 'TargetErrorCount', group, 'Sum'),
      unit: 'runs',
      period: FIVE_MINUTES,
      evaluationPeriods: 1,
    },
    {
      ...common,
      id: 'schedules-dropped',
      covers: 'schedules:all',
      severity: 'critical',
      title: 'Scheduled tasks: invocation dropped',
      meaning: `All retries are exhausted for one of: ${tasks}.`,
      steps: [
        'Start it by hand: aws ecs run-task with the command of the schedule.',
        'Then see why it could not start.',
      ],
      metric: metric('AWS/Scheduler', 'InvocationDroppedCount', group, 'Sum'),
      unit: 'runs',
      period: FIVE_MINUTES,
      evaluationPeriods: 1,
    },
    {
      ...common,
      id: 'schedules-failed',
      covers: 'schedules:all',
      severity: 'critical',
      title: 'Scheduled tasks: task failed',
      meaning: `One of these exited with an error: ${tasks}.`,
      steps: [
        'The module’s log group says which, with its exit code.',
        'The task’s own log says why.',
        'Start it again by hand, if it may run twice.',
      ],
      metric: metric('AWS/Events', 'TriggeredRules', { RuleName: failureRuleName }, 'Sum'),
      unit: 'tasks',
      period: FIVE_MINUTES,
      evaluationPeriods: 1,
    },
  ];
}

function queueRows(name: string, { queueName, meaning }: MonitoredQueue): AlarmRow[] {
  return [
    {
      id: `${name}-messages`,
      covers: `queue:${name}`,
      area: 'app-health',
      severity: 'critical',
      title: `DLQ ${name}: has messages`,
      meaning,
      steps: [
        'Read the message; its attributes say what went wrong.',
        'Fix the cause, send the message again, delete it.',
      ],
      metric: metric('AWS/SQS', 'ApproximateNumberOfMessagesVisible', { QueueName: queueName }, 'Maximum'),
      comparison: 'above',
      threshold: 0,
      unit: 'messages',
      period: FIVE_MINUTES,
      evaluationPeriods: 1,
      missing: 'notBreaching',
    },
  ];
}

function backupRows(name: string, { successMetric, expectedEveryHours, image }: MonitoredBackup): AlarmRow[] {
  return [
    {
      id: `${name}-missing`,
      covers: `backup:${name}`,
      area: 'app-health',
      severity: 'critical',
      title: `Backup ${name}: no success in time`,
      meaning: `No successful backup for ${expectedEveryHours + 2} hours. Only this alarm reports it: a task that never started logs nothing.`,
      steps: [
        'Was the task started? See the alarms on schedules.',
        'What is the last line of its log?',
        'Start it by hand, and watch it.',
      ],
      metric: { ...successMetric, statistic: 'Sum' },
      comparison: 'below',
      threshold: 1,
      unit: 'backups',
      period: HOUR,
      // One may take longer than the one before it.
      evaluationPeriods: expectedEveryHours + 2,
      missing: 'breaching',
      image,
    },
  ];
}

// https://docs.aws.amazon.com/ses/latest/dg/reputationdashboard-cloudwatch-alarm.html
function emailRows(dimensions: Readonly<Record<string, string>>): AlarmRow[] {
  const common = {
    covers: 'email:sender',
    area: 'app-health',
    comparison: 'above',
    period: HOUR,
    evaluationPeriods: 1,
    missing: 'ignore',
  } as const;
  const ses = (metricName: string): Metric => metric('AWS/SES', metricName, dimensions, 'Average');
  return [
    {
      ...common,
      id: 'email-bounces',
      severity: 'warning',
      title: 'SES bounce rate above 2 %',
      meaning: 'Above 2 %; at 5 % AWS reviews the account, at 10 % it may pause sending.',
      steps: ['Which addresses? The events of the bounce topic.', 'An import of old addresses?'],
      metric: ses('Reputation.BounceRate'),
      threshold: 0.02,
      unit: 'of all mail',
    },
    {
      ...common,
      id: 'email-complaints',
      severity: 'warning',
      title: 'SES complaint rate above 0.1 %',
      meaning: 'Above 0.1 %, where AWS reviews the account; at 0.5 % it may pause sending.',
      steps: ['Which mail? The events of the complaint topic.', 'Did all recipients opt in?'],
      metric: ses('Reputation.ComplaintRate'),
      threshold: 0.001,
      unit: 'of all mail',
    },
  ];
}

function certificateRows(name: string, { certificateArn }: MonitoredLoadBalancer): AlarmRow[] {
  if (!certificateArn) return [];
  const [end, of] = name === FIRST ? ['', ''] : [`-${name}`, ` of ALB ${name}`];
  return [
    {
      id: `certificate-expiry${end}`,
      covers: `certificate:${name}`,
      area: 'api',
      severity: 'warning',
      title: `ACM certificate${of}: not renewed`,
      meaning: 'ACM renews 60 days before expiry; less than 30 days are left.',
      steps: ['Are the validation records still in DNS? A deploy creates them again.'],
      metric: metric('AWS/CertificateManager', 'DaysToExpiry', { CertificateArn: certificateArn }, 'Minimum'),
      comparison: 'below',
      threshold: 30,
      unit: 'days',
      period: 24 * HOUR,
      evaluationPeriods: 1,
      missing: 'ignore',
    },
  ];
}
