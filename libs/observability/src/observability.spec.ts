import { Synthesized, deployedImage, synth } from '@restartix/testing';
import complete from '../examples/complete';
import minimal from '../examples/minimal';
import { AREAS, Observability, runbookPage, type ObservabilityConfig } from '.';

const base: ObservabilityConfig = { alarmsEmailSubscribers: ['platform-team@restartix.pro'] };
const service = { metricDimensions: { ClusterName: 'cluster', ServiceName: 'core-api' } };

function made(
  config: Partial<ObservabilityConfig> = {},
  env: Parameters<typeof synth>[1] = {},
): { module: Observability; found: Synthesized } {
  let module: Observability | undefined;
  const found = synth((stack) => (module = new Observability(stack, 'observability', { ...base, ...config })), env);
  return { module: module!, found };
}

describe('one table', () => {
  let module: Observability | undefined;
  const found = synth((stack) => {
    complete(stack);
    module = stack.node.findChild('observability') as Observability;
  });
  const rows = module!.rows;
  const alarms = Object.values(found.resources('aws_cloudwatch_metric_alarm'));

  it('becomes an alarm for each row, that says where it sends and what no data means', () => {
    expect(alarms).toHaveLength(rows.length);
    for (const row of rows) {
      const alarm = alarms.find((each) => each['alarm_name'] === `restartix-staging-${row.id}`)!;
      expect(alarm).toMatchObject({
        ...(row.math
          ? {}
          : { namespace: row.metric.namespace, metric_name: row.metric.metricName, period: row.period }),
        threshold: row.threshold,
        evaluation_periods: row.evaluationPeriods,
        treat_missing_data: row.missing,
        alarm_actions: [`\${aws_sns_topic.observability_${row.severity}_topic.arn}`],
        ok_actions: [`\${aws_sns_topic.observability_${row.severity}_topic.arn}`],
      });
      expect(alarm['alarm_description']).toContain(`https://docs.restartix.pro/runbook#${row.id}`);
      expect(String(alarm['alarm_description']).length).toBeLessThanOrEqual(1024);
    }
  });

  it('becomes a graph for each row, with the line that it must not cross', () => {
    const widgets = Object.values(found.resources('aws_cloudwatch_dashboard')).flatMap(
      (dashboard) =>
        Synthesized.parse(dashboard['dashboard_body'])['widgets'] as { properties: Record<string, unknown> }[],
    );
    for (const row of rows) {
      const graph = widgets.find(({ properties }) => properties['title'] === row.title)!;
      expect(graph.properties['annotations']).toMatchObject({ horizontal: [{ value: row.threshold }] });
    }
    expect(widgets.map(({ properties }) => properties['title'])).toContain('Appointments');
  });

  it('becomes a section of the runbook for each row, with what to do', () => {
    const page = runbookPage('Alarms', rows);
    expect(page.match(/^## .+$/gm)).toHaveLength(rows.length);
    for (const { id, steps } of rows) {
      expect(page).toContain(`## ${id}\n`);
      expect(page).toContain(`1. ${steps[0]}`);
    }
    expect(page.indexOf('## database-storage')).toBeLessThan(page.indexOf('## database-cpu'));
  });

  it('has in each section the commands that it is given: a first look, what helps, how to see that it is over', () => {
    const page = runbookPage('Alarms', rows, ({ id }) => ({
      look: [`look ${id}`],
      act: [{ when: 'It began with a deployment', commands: [`act ${id}`] }],
      over: [`over ${id}`],
    }));
    for (const { id, steps } of rows) {
      const section = page.split(`## ${id}\n`)[1]!.split('\n## ')[0]!;
      const order = [`\nlook ${id}\n`, `1. ${steps[0]}`, '**It began', `\nact ${id}\n`, 'Over when', `\nover ${id}\n`];
      const found = order.map((each) => section.indexOf(each));
      expect(found).toEqual([...found].sort((a, b) => a - b));
      expect(found[0]).toBeGreaterThan(0);
    }
  });

  it('compares an expression where a row has one, and shows it', () => {
    const alarm = found.resource('aws_cloudwatch_metric_alarm', 'observability_alarm_nat_eu_central_1b_drops');
    expect(alarm).not.toHaveProperty('metric_name');
    expect(alarm['metric_query']).toEqual([
      {
        id: 'value',
        expression: '100 * m / (source + destination)',
        label: 'PacketsDropCount of all packets',
        return_data: true,
      },
      ...Object.entries({
        m: 'PacketsDropCount',
        source: 'PacketsInFromSource',
        destination: 'PacketsInFromDestination',
      }).map(([id, metricName]) => ({
        id,
        metric: {
          namespace: 'AWS/NATGateway',
          metric_name: metricName,
          dimensions: { NatGatewayId: 'nat-0123456789abcdef0' },
          period: 300,
          stat: 'Sum',
        },
      })),
    ]);
    const dashboard = found.resource('aws_cloudwatch_dashboard', 'observability_dashboard_app_health');
    expect(dashboard['dashboard_body']).toContain('"expression":"100 * m / SERVICE_QUOTA(m)"');
    expect(runbookPage('Alarms', rows)).toContain(
      'when `ResourceCount of its quota` (AWS/Usage, Maximum) is above 80 %',
    );
  });

  it('watches the NAT of each zone by its kind, and the quotas of what tasks run on', () => {
    const ids = rows.map(({ id }) => id);
    expect(ids.filter((id) => id.startsWith('nat-'))).toEqual([
      'nat-eu-central-1a-in-service',
      'nat-eu-central-1b-ports',
      'nat-eu-central-1b-drops',
    ]);
    expect(ids.filter((id) => id.endsWith('-quota'))).toEqual(['fargate-on-demand-quota']);
  });

  it('has each id once, and looks back no further than CloudWatch can', () => {
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    for (const { period, evaluationPeriods, datapointsToAlarm = 1 } of rows) {
      expect(period % 60).toBe(0);
      expect(period * evaluationPeriods).toBeLessThanOrEqual(period < 3600 ? 86_400 : 604_800);
      expect(datapointsToAlarm).toBeLessThanOrEqual(evaluationPeriods);
    }
  });

  it('covers everything that it is given', () => {
    expect([...module!.covers].sort()).toEqual([
      'backup:database',
      'cache:cache',
      'certificate:alb',
      'database:database',
      'email:sender',
      'load-balancer:alb',
      'nat:eu-central-1a',
      'nat:eu-central-1b',
      'queue:imports',
      'queue:scheduled-tasks',
      'queue:ses-webhook',
      'quota:fargate-on-demand',
      'schedules:all',
      'service:core-api',
      'service:pgbouncer',
    ]);
  });
});

describe('alarms', () => {
  const ids = (config: Partial<ObservabilityConfig>): string[] => made(config).module.rows.map(({ id }) => id);

  it('differ for an instance, which runs full, and a serverless cluster, which is at its largest', () => {
    const instance = { metricDimensions: { DBInstanceIdentifier: 'db' }, maxConnections: 200 };
    expect(ids({ databases: { db: instance } })).toContain('db-storage');
    const serverless = { metricDimensions: { DBClusterIdentifier: 'db' }, maxConnections: 200, maxCapacity: 2 };
    const cluster = ids({ databases: { db: serverless } });
    expect(cluster).toContain('db-capacity');
    expect(cluster).not.toContain('db-storage');
  });

  it('watch each node of a cache, and requests only of what is behind the load balancer', () => {
    expect(ids({ caches: { redis: { replicationGroupId: 'r', nodes: ['001', '002'] } } })).toHaveLength(6);
    const loadBalancer = { albArnSuffix: 'app/alb/1' };
    expect(ids({ services: { api: service }, loadBalancer })).not.toContain('api-errors');
    expect(
      ids({ services: { api: { ...service, targetGroupArnSuffix: 'targetgroup/api/1' } }, loadBalancer }),
    ).toContain('api-errors');
  });

  it('ring for a service without tasks and a backup without a sign of life: no data is bad news there', () => {
    const successMetric = { namespace: 'Backups', metricName: 'Succeeded', dimensions: {} };
    const { found } = made({ services: { api: service }, backups: { db: { successMetric, expectedEveryHours: 24 } } });
    expect(found.resource('aws_cloudwatch_metric_alarm', 'observability_alarm_api_tasks')).toMatchObject({
      treat_missing_data: 'breaching',
      comparison_operator: 'LessThanThreshold',
      threshold: 1,
    });
    expect(found.resource('aws_cloudwatch_metric_alarm', 'observability_alarm_db_missing')).toMatchObject({
      treat_missing_data: 'breaching',
      period: 3600,
      evaluation_periods: 26,
    });
  });

  it('miss neither tasks nor a backup of an image that is not deployed yet', () => {
    const successMetric = { namespace: 'Backups', metricName: 'Succeeded', dimensions: {} };
    const found = synth((stack) => {
      const image = deployedImage(stack, 'core-api');
      const services = { api: { ...service, image } };
      const backups = { db: { successMetric, expectedEveryHours: 24, image } };
      new Observability(stack, 'observability', { ...base, services, backups });
    });
    const condition = '!endswith(var.image_core_api, ":not-deployed")';
    for (const name of ['observability_alarm_api_tasks', 'observability_alarm_db_missing']) {
      expect(found.resource('aws_cloudwatch_metric_alarm', name)).toMatchObject({
        threshold: `\${${condition} ? 1 : 0}`,
        treat_missing_data: `\${${condition} ? "breaching" : "notBreaching"}`,
      });
    }
    expect(found.resource('aws_cloudwatch_metric_alarm', 'observability_alarm_api_cpu')).toMatchObject({
      threshold: 90,
      treat_missing_data: 'notBreaching',
    });
  });

  it('use percentiles as such', () => {
    const alarm = synth(complete).resource('aws_cloudwatch_metric_alarm', 'observability_alarm_core_api_latency');
    expect(alarm).toMatchObject({ extended_statistic: 'p99', threshold: 1.5 });
    expect(alarm['statistic']).toBeUndefined();
  });

  it('can be changed and switched off by their id, for a reason', () => {
    const overrides = {
      'api-cpu': { threshold: 70, severity: 'critical' },
      'api-memory': { disabled: 'batch' },
    } as const;
    const { module } = made({ services: { api: service }, overrides });
    expect(module.rows.find(({ id }) => id === 'api-cpu')).toMatchObject({ threshold: 70, severity: 'critical' });
    expect(module.rows.map(({ id }) => id)).not.toContain('api-memory');
  });
});

describe('the way to people', () => {
  it('is a topic for what pages and one for what waits, by e-mail', () => {
    const { found } = made();
    expect(Object.values(found.resources('aws_sns_topic')).map(({ name }) => name)).toEqual([
      'restartix-alerts-staging',
      'restartix-alerts-staging-warning',
    ]);
    expect(Object.values(found.resources('aws_sns_topic_subscription')).map(({ endpoint }) => endpoint)).toEqual([
      'platform-team@restartix.pro',
      'platform-team@restartix.pro',
    ]);
  });

  it('is open to CloudWatch and EventBridge of this account only', () => {
    const { Statement } = Synthesized.parse(
      made().found.resource('aws_sns_topic_policy', 'observability_critical_topic_policy')['policy'],
    );
    expect(Statement.map(({ Principal }: { Principal: unknown }) => Principal)).toEqual([
      { Service: ['cloudwatch.amazonaws.com'] },
      { Service: ['events.amazonaws.com'] },
    ]);
    expect(JSON.stringify(Statement[0].Condition)).toContain('aws:SourceArn');
    expect(Statement[1]).not.toHaveProperty('Condition');
  });

  describe('takes what RDS tells of a database', () => {
    const instance = { metricDimensions: { DBInstanceIdentifier: 'restartix-staging-database' }, maxConnections: 400 };
    const cluster = { metricDimensions: { DBClusterIdentifier: 'restartix-staging-database' }, maxConnections: 400 };
    const subscriptions = (found: Synthesized): unknown[] =>
      Object.values(found.resources('aws_db_event_subscription'));

    it('where it is asked to: what pages to one topic, the rest to the other', () => {
      const { found } = made({ databases: { database: instance }, databaseEvents: true });
      expect(subscriptions(found)).toEqual([
        {
          name: 'restartix-staging-database-critical-events',
          sns_topic: '${aws_sns_topic.observability_critical_topic.arn}',
          source_type: 'db-instance',
          source_ids: ['restartix-staging-database'],
          event_categories: ['failure', 'low storage'],
        },
        {
          name: 'restartix-staging-database-warning-events',
          sns_topic: '${aws_sns_topic.observability_warning_topic.arn}',
          source_type: 'db-instance',
          source_ids: ['restartix-staging-database'],
          event_categories: ['availability', 'failover', 'maintenance', 'read replica', 'recovery'],
        },
      ]);
      for (const severity of ['critical', 'warning']) {
        const policy = found.resource('aws_sns_topic_policy', `observability_${severity}_topic_policy`)['policy'];
        expect(Synthesized.parse(policy)['Statement']).toContainEqual({
          Sid: 'DatabasesPublish',
          Effect: 'Allow',
          Action: 'sns:Publish',
          Resource: `\${aws_sns_topic.observability_${severity}_topic.arn}`,
          Principal: { Service: ['events.rds.amazonaws.com'] },
          Condition: {
            StringEquals: { 'aws:SourceAccount': expect.any(String) as string },
            ArnLike: { 'aws:SourceArn': expect.stringMatching(/^arn:aws:rds:eu-central-1:.+:\*$/) as string },
          },
        });
      }
    });

    it('of a cluster, with the categories that clusters have', () => {
      const { found } = made({ databases: { database: cluster }, databaseEvents: true });
      expect(subscriptions(found)).toMatchObject([
        { source_type: 'db-cluster', event_categories: ['failure'] },
        { source_type: 'db-cluster', event_categories: ['failover', 'maintenance'] },
      ]);
    });

    it('and nothing where it is not', () => {
      const { found } = made({ databases: { database: instance } });
      expect(subscriptions(found)).toEqual([]);
      expect(found.resource('aws_sns_topic_policy', 'observability_critical_topic_policy')['policy']).not.toContain(
        'events.rds',
      );
    });
  });

  it('is a Slack channel whose users can change nothing', () => {
    expect(synth(complete).resource('aws_chatbot_slack_channel_configuration')).toMatchObject({
      slack_team_id: 'T07EA123LEP',
      guardrail_policy_arns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
      sns_topic_arns: [
        '${aws_sns_topic.observability_critical_topic.arn}',
        '${aws_sns_topic.observability_warning_topic.arn}',
      ],
    });
  });

  it('is a webhook that hears of this environment’s alarms alone', () => {
    const rule = synth(complete).resource('aws_cloudwatch_event_rule');
    expect(Synthesized.parse(rule['event_pattern'])['detail']).toEqual({
      alarmName: [{ prefix: 'restartix-staging-' }],
    });
  });
});

describe('dashboards', () => {
  it('are four, and there even when nothing is watched', () => {
    const { found, module } = made();
    const names = Object.values(found.resources('aws_cloudwatch_dashboard')).map((each) =>
      String(each['dashboard_name']),
    );
    expect(names.sort()).toEqual(AREAS.map((area) => `restartix-staging-${area}`).sort());
    expect(module.dashboardUrl).toMatch(/#dashboards:name=restartix-staging-app-health$/);
    expect(synth(minimal).resources('aws_cloudwatch_dashboard')).toHaveProperty('observability_dashboard_business');
  });
});

describe('many services', () => {
  const many = (count: number): Record<string, typeof service> =>
    Object.fromEntries(Array.from({ length: count }, (_, i) => [`service-${i}`, service]));
  const pages = (count: number): Record<string, number> => {
    const { found } = made({ services: many(count) });
    const dashboards = Object.values(found.resources('aws_cloudwatch_dashboard'));
    return Object.fromEntries(
      dashboards.map((each) => [
        String(each['dashboard_name']),
        (Synthesized.parse(each['dashboard_body'])['widgets'] as unknown[]).length,
      ]),
    );
  };

  it('get further dashboards where one has no room: it takes 500 widgets', () => {
    expect(pages(166)).toMatchObject({ 'restartix-staging-app-health': 498 });
    expect(pages(166)).not.toHaveProperty('restartix-staging-app-health-2');
    expect(pages(167)).toMatchObject({ 'restartix-staging-app-health': 500, 'restartix-staging-app-health-2': 1 });
    expect(made({ services: many(400) }).module.furtherDashboards).toHaveLength(2);
  });

  it('are behind several load balancers, each watched, and each service under its own', () => {
    const behind = (albArnSuffix: string) => ({ ...service, targetGroupArnSuffix: 'targetgroup/api/1', albArnSuffix });
    const { found, module } = made({
      services: { api: behind('app/alb/1'), web: behind('app/alb-2/2') },
      loadBalancer: { albArnSuffix: 'app/alb/1', certificateArn: 'arn:1' },
      loadBalancers: { 'alb-2': { albArnSuffix: 'app/alb-2/2', certificateArn: 'arn:2' } },
    });
    expect(module.covers).toEqual(
      expect.arrayContaining(['load-balancer:alb', 'load-balancer:alb-2', 'certificate:alb-2']),
    );
    expect(module.rows.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['alb-errors', 'alb-errors-alb-2', 'certificate-expiry', 'certificate-expiry-alb-2']),
    );
    expect(found.resource('aws_cloudwatch_metric_alarm', 'observability_alarm_web_errors')['dimensions']).toMatchObject(
      {
        LoadBalancer: 'app/alb-2/2',
      },
    );
  });
});

describe('what is refused', () => {
  it.each([
    [
      {
        services: { api: { ...service, targetGroupArnSuffix: 'targetgroup/api/1' } },
        loadBalancers: { 'alb-2': { albArnSuffix: 'app/alb-2/2' } },
      },
      'services.api.albArnSuffix undefined',
    ],
    [
      { loadBalancer: { albArnSuffix: 'app/alb/1' }, loadBalancers: { alb: { albArnSuffix: 'app/alb/2' } } },
      'loadBalancers.alb "alb"',
    ],
  ])('%j among several load balancers', (config, message) => {
    expect(() => made(config)).toThrow(message);
  });

  it.each([
    [{ alarmsEmailSubscribers: ['platform'] }, 'alarmsEmailSubscribers[0] "platform"'],
    [{ alarmsEmailSubscribers: ['a@b.pro', 'a@b.pro'] }, 'each value once'],
    [{ slack: { workspaceId: 'restartix', channelId: 'C07EZ1ABC23' } }, 'slack.workspaceId "restartix"'],
    [{ slackWebhookUrl: 'https://hooks.slack.com/services/T/B/secret' }, 'the ARN of a secret'],
    [{ overrides: { nothing: { threshold: 1 } } }, 'overrides.nothing'],
    [
      {
        backups: {
          db: { successMetric: { namespace: 'B', metricName: 'S', dimensions: {} }, expectedEveryHours: 200 },
        },
      },
      '1 to 166 hours',
    ],
  ] as [Partial<ObservabilityConfig>, string][])('%j', (config, reason) => {
    expect(() => made(config)).toThrow(reason);
  });

  it('a Slack channel in AWS GovCloud (US); its dashboards are in its own console', () => {
    const env = { region: 'us-gov-west-1' };
    const slack = { workspaceId: 'T07EA123LEP', channelId: 'C07EZ1ABC23' };
    expect(() => made({ slack }, env)).toThrow('Set slackWebhookUrl instead, or leave both out.');
    expect(made({}, env).module.dashboardUrl).toMatch(
      /^https:\/\/console\.amazonaws-us-gov\.com\/cloudwatch\/home\?region=us-gov-west-1#/,
    );
  });

  it('never prints a webhook’s URL', () => {
    expect(() => made({ slackWebhookUrl: 'https://hooks.slack.com/services/T/B/secret' })).not.toThrow(/services/);
  });

  it('two of one environment; two environments in one stack work', () => {
    const two = (env?: string): unknown =>
      synth((stack) => {
        new Observability(stack, 'one', base);
        new Observability(stack, 'two', { ...base, env });
      });
    expect(() => two()).toThrow('observability "two": env "staging"');
    expect(() => two('preview')).not.toThrow();
  });
});
