import type { AlarmRow, Metric } from './alarm-row';
import type {
  MonitoredBackup,
  MonitoredCache,
  MonitoredDatabase,
  MonitoredQueue,
  MonitoredSchedules,
  MonitoredService,
  ObservabilityConfig,
} from './observability.config';

/** Every alarm of a configuration, in the order of the runbook. */
export function alarmRows(config: ObservabilityConfig): AlarmRow[] {
  const { services = {}, databases = {}, caches = {}, backups = {}, loadBalancer, minFreeStorageGib = 10 } = config;
  const each = <T>(map: Readonly<Record<string, T>>, rows: (name: string, target: T) => AlarmRow[]): AlarmRow[] =>
    Object.entries(map).flatMap(([name, target]) => rows(name, target));
  return [
    ...each(databases, (name, database) => databaseRows(name, database, minFreeStorageGib)),
    ...each(caches, cacheRows),
    ...(loadBalancer ? loadBalancerRows(loadBalancer.albArnSuffix) : []),
    ...each(services, (name, service) => serviceRows(name, service, loadBalancer?.albArnSuffix)),
    ...(config.schedules ? scheduleRows(config.schedules) : []),
    ...each(queuesOf(config), queueRows),
    ...each(backups, backupRows),
    ...(config.email ? emailRows(config.email.metricDimensions) : []),
    ...(loadBalancer?.certificateArn ? certificateRows(loadBalancer.certificateArn) : []),
  ];
}

/** The dead letters of what is watched, and the queues that are named besides. */
function queuesOf({ schedules, email, queues }: ObservabilityConfig): Record<string, MonitoredQueue> {
  return {
    ...deadLetters('scheduled-tasks', schedules, 'A scheduled task could not be started.'),
    ...deadLetters('ses-webhook', email, 'Core API did not take a bounce or a complaint for a day.'),
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
      title: `The database ${name} is busy`,
      meaning: 'Its processors have been above 80 % for 15 minutes: queries get slower, then time out.',
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
      title: `The database ${name} runs out of connections`,
      meaning: `More than 80 % of its ${maxConnections} connections are open; at the last one, services fail.`,
      steps: [
        'Who holds them? SELECT usename, state, count(*) FROM pg_stat_activity GROUP BY 1, 2.',
        'Is pgbouncer running, and do the services go through it?',
        'End idle sessions; then find out who forgets to close them.',
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
      title: `The database ${name} is short of memory`,
      meaning: 'Less than 256 MiB are free: PostgreSQL swaps, or is ended.',
      steps: ['Which sessions have large sorts or hashes?', 'Lower work_mem, or take a larger class.'],
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
      title: `The database ${name} is running full`,
      meaning: `Less than ${minFreeStorageGib} GiB are free. Storage grows by itself up to maxAllocatedStorage; full, the database stops.`,
      steps: [
        'Is maxAllocatedStorage reached? Raise it and deploy.',
        'What grew? A replication slot that nobody reads keeps the log for ever.',
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
      title: `The database ${name} is at its largest`,
      meaning: `It has needed its ${maxCapacity} ACU for half an hour and cannot grow any further.`,
      steps: ['Performance Insights: what costs the most?', 'Raise maxCapacity, if that is what it takes.'],
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
        title: `The cache ${name} (node ${member}) is busy`,
        meaning: 'Redis works on one core, and that core has been above 80 % for 15 minutes.',
        steps: ['The slow log names the commands (KEYS, large ranges).', 'Then a larger node, or more shards.'],
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
        title: `The cache ${name} (node ${member}) is running full`,
        meaning:
          'More than 85 % of its memory is used; full, it drops keys that have an expiry, and refuses the others.',
        steps: ['What grew? redis-cli --bigkeys.', 'Are there keys without an expiry that should have one?'],
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
        title: `The cache ${name} (node ${member}) drops keys`,
        meaning: 'Keys went before their time, for there was no room: sessions and locks may be among them.',
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
function loadBalancerRows(albArnSuffix: string): AlarmRow[] {
  const alb = (metricName: string, statistic: string): Metric =>
    metric('AWS/ApplicationELB', metricName, { LoadBalancer: albArnSuffix }, statistic);
  const common = { covers: 'load-balancer:alb', area: 'api', missing: 'notBreaching' } as const;
  return [
    {
      ...common,
      id: 'alb-errors',
      severity: 'critical',
      title: 'The load balancer has nobody to ask',
      meaning: 'It answered 5xx itself: no healthy target, or one that broke the connection off.',
      steps: ['Which service has no healthy tasks? See its alarm.', 'Did a deployment start shortly before?'],
      metric: alb('HTTPCode_ELB_5XX_Count', 'Sum'),
      comparison: 'above',
      threshold: 10,
      unit: 'answers',
      period: MINUTE,
      evaluationPeriods: 5,
      datapointsToAlarm: 3,
    },
    {
      ...common,
      id: 'alb-rejected',
      severity: 'critical',
      title: 'The load balancer turns connections away',
      meaning: 'It has as many connections as it can.',
      steps: ['An attack? Look at Cloudflare’s analytics.', 'It grows by itself within minutes.'],
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
  { metricDimensions, targetGroupArnSuffix }: MonitoredService,
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
      title: `${name} is not running`,
      meaning: 'For five minutes there has not been a single running task.',
      steps: [
        'The service’s events say why tasks stop; the log says why they end.',
        'A secret without a value, an image that is not there, a health check that fails?',
        'A deployment that fails goes back by itself: is an older revision on its way?',
      ],
      metric: metric('ECS/ContainerInsights', 'RunningTaskCount', metricDimensions, 'Minimum'),
      comparison: 'below',
      threshold: 1,
      unit: 'tasks',
      period: MINUTE,
      evaluationPeriods: 5,
      missing: 'breaching',
    },
    {
      id: `${name}-cpu`,
      covers,
      area: 'app-health',
      severity: 'warning',
      title: `${name} is busy`,
      meaning: 'Above 90 % of its processors for 15 minutes, although it scales at less: it is at its largest.',
      steps: ['Is maxCapacity reached? Raise it and deploy.', 'What is it doing? Its traces and logs.'],
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
      title: `${name} is short of memory`,
      meaning: 'Above 90 % of its memory for 15 minutes: at 100 % the task is ended.',
      steps: ['A leak (rising since the last deployment) or a load?', 'More memory for the task, and deploy.'],
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
      title: `${name} fails its health check`,
      meaning: 'At least one task has not answered the load balancer for five minutes.',
      steps: [
        'What does the health check’s path answer, and what does the log say?',
        'Is the database or the cache away?',
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
      title: `${name} answers with errors`,
      meaning: 'More than ten answers a minute were 5xx, three minutes of five.',
      steps: ['The log names the errors.', 'If it began with a deployment, deploy the revision before it.'],
      metric: target('HTTPCode_Target_5XX_Count', 'Sum'),
      comparison: 'above',
      threshold: 10,
      unit: 'answers',
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
      title: `${name} is slow`,
      meaning: 'One request in a hundred took longer than two seconds, for 15 minutes.',
      steps: ['Is the database busy? See its alarms.', 'Which route? The log has the times.'],
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
      title: 'A scheduled task could not be started',
      meaning: `EventBridge Scheduler was refused by ECS for one of: ${tasks}.`,
      steps: [
        'The dead-letter queue holds the run and the error.',
        'No capacity, a missing role, a task definition that is gone?',
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
      title: 'A run of a scheduled task is lost',
      meaning: `All attempts are used up for one of: ${tasks}.`,
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
      title: 'A scheduled task failed',
      meaning: `One of these ended with an error: ${tasks}.`,
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
      title: `There is something in the queue ${name}`,
      meaning,
      steps: ['Read the message; its attributes say what went wrong.', 'Mend the cause, send it again, delete it.'],
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

function backupRows(name: string, { successMetric, expectedEveryHours }: MonitoredBackup): AlarmRow[] {
  return [
    {
      id: `${name}-missing`,
      covers: `backup:${name}`,
      area: 'app-health',
      severity: 'critical',
      title: `The backup ${name} is missing`,
      meaning: `There has been no successful backup for ${expectedEveryHours + 2} hours. Nobody says so but this alarm: a task that never started writes nothing.`,
      steps: [
        'Was the task started? See the alarms on schedules.',
        'What does its log say last?',
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
      title: 'Too much mail bounces',
      meaning: 'More than 2 %; at 5 % AWS looks into it, at 10 % it stops the sending.',
      steps: ['Which addresses? The events of the bounce topic.', 'An import of old addresses?'],
      metric: ses('Reputation.BounceRate'),
      threshold: 0.02,
      unit: 'of all mail',
    },
    {
      ...common,
      id: 'email-complaints',
      severity: 'warning',
      title: 'Too many people call our mail spam',
      meaning: 'More than 0.1 %; AWS stops the sending at 0.5 %.',
      steps: ['Which mail? The events of the complaint topic.', 'Did everybody ask for it?'],
      metric: ses('Reputation.ComplaintRate'),
      threshold: 0.001,
      unit: 'of all mail',
    },
  ];
}

function certificateRows(certificateArn: string): AlarmRow[] {
  return [
    {
      id: 'certificate-expiry',
      covers: 'certificate:alb',
      area: 'api',
      severity: 'warning',
      title: 'The certificate is not renewed',
      meaning: 'ACM renews 60 days before the end; there are less than 30 left.',
      steps: ['Are the validation records still in DNS? Deploy: that makes them again.'],
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
