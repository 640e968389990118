import { configurationProblems } from '@restartix/terraform';
import { BOOTSTRAP, ENVIRONMENTS, ENV_NAMES, moduleOf, type EnvName } from './environments';

const SERVICES = ENVIRONMENTS.staging.services;

const of = (name: EnvName) => ENVIRONMENTS[name].synthesized;

describe('every environment', () => {
  it('contains nothing that may not be planned with credentials', () => {
    for (const { written } of [BOOTSTRAP, ...Object.values(ENVIRONMENTS)])
      expect(configurationProblems(written, written)).toEqual([]);
  });
});

describe('staging and production', () => {
  it('have the same modules', () => {
    expect(ENVIRONMENTS.production.modules).toEqual(ENVIRONMENTS.staging.modules);
    expect(ENVIRONMENTS.staging.modules.filter((module) => !SERVICES.includes(module))).toEqual([
      'app-secrets',
      'application-users',
      'audit-archive-bucket',
      'backups',
      'cache',
      'container-registry',
      'database',
      'database-users',
      'db-tunnel',
      'deployments',
      'ecs-cluster',
      'edge',
      'email',
      'encryption-key',
      'load-balancer',
      'migrations',
      'network',
      'observability',
      'pgbouncer',
      'scheduled-tasks',
      'uploads-bucket',
    ]);
  });

  it('have no resource outside their modules', () => {
    for (const name of ENV_NAMES) {
      const { synthesized, modules } = ENVIRONMENTS[name];
      const unowned = synthesized.addresses.filter((address) => moduleOf(modules, address.split('.')[1]!) === '');
      expect(unowned).toEqual([]);
    }
  });

  it('have five schedules; the backup of staging is disabled', () => {
    const schedules = (env: EnvName): unknown =>
      Object.fromEntries(
        Object.values(of(env).resources('aws_scheduler_schedule')).map((each) => [
          String(each['name']).replace(`restartix-${env}-`, ''),
          each['state'] === 'DISABLED' ? 'off' : each['schedule_expression'],
        ]),
      );
    const monthly = {
      'audit-partition-roll': 'cron(0 2 1 * ? *)',
      'usage-quota-reset': 'cron(5 0 1 * ? *)',
      'usage-summary-rollup': 'cron(0 3 1 * ? *)',
    };
    expect(schedules('staging')).toEqual({ ...monthly, 'check-providers': 'rate(5 minutes)', 'backup-runner': 'off' });
    expect(schedules('production')).toEqual({
      ...monthly,
      'check-providers': 'rate(1 minute)',
      'backup-runner': 'cron(0 2 * * ? *)',
    });
  });

  it.each(ENV_NAMES)('%s has an alarm for every service, database, cache, queue, schedule and backup', (name) => {
    const env = of(name);
    const watched = JSON.stringify(
      Object.values(env.resources('aws_cloudwatch_metric_alarm')).map((alarm) => [
        alarm['dimensions'],
        alarm['metric_query'],
      ]),
    );
    const kinds: Record<string, string> = {
      aws_ecs_service: 'name',
      aws_rds_cluster: 'cluster_identifier',
      aws_db_instance: 'identifier',
      aws_sqs_queue: 'name',
      aws_autoscaling_group: 'name',
      aws_nat_gateway: 'id',
      aws_scheduler_schedule_group: 'name',
    };
    for (const [type, attribute] of Object.entries(kinds)) {
      for (const id of Object.keys(env.resources(type))) expect(watched).toContain(`\${${type}.${id}.${attribute}}`);
    }
    for (const group of Object.values(env.resources('aws_elasticache_replication_group'))) {
      for (let node = 1; node <= Number(group['num_cache_clusters']); node++) {
        expect(watched).toMatch(new RegExp(`aws_elasticache_replication_group\\.[a-z_]+\\.\\w+\\}-00${node}"`));
      }
    }
    const metrics = Object.values(env.resources('aws_cloudwatch_metric_alarm')).map((alarm) => alarm['metric_name']);
    const backupsRun = Object.values(env.resources('aws_scheduler_schedule')).some(
      ({ name: schedule, state }) => String(schedule).endsWith('backup-runner') && state !== 'DISABLED',
    );
    expect(metrics.includes('BackupSucceeded')).toBe(backupsRun);
  });

  it.each(ENV_NAMES)('%s keeps every log for a stated time, under its own key', (name) => {
    const groups = Object.entries(of(name).resources('aws_cloudwatch_log_group'));
    expect(groups.map(([, group]) => String(group['name']))).toContain(
      `/aws/ecs/containerinsights/restartix-${name}-cluster/performance`,
    );
    for (const [, group] of groups) {
      expect(group).toMatchObject({
        retention_in_days: expect.any(Number) as number,
        kms_key_id: '${aws_kms_key.encryption_key_key.arn}',
      });
    }
  });

  it.each(ENV_NAMES)('%s has a distinct host name for each service behind the load balancer', (name) => {
    const rules = Object.values(of(name).resources('aws_lb_listener_rule'));
    const hosts = rules.flatMap((rule) => (rule['condition'][0].host_header?.values ?? []) as string[]);
    expect(hosts).toHaveLength(SERVICES.length);
    expect(new Set(hosts).size).toBe(SERVICES.length);
    const records = Object.values(of(name).resources('cloudflare_dns_record')).map((record) => record['name']);
    for (const host of hosts) expect(records).toContain(host);
  });

  it.each(ENV_NAMES)(
    '%s serves customers’ own domains: certificate, rule, and what Core API registers them with',
    (name) => {
      const env = of(name);
      const suffix = name === 'staging' ? '-staging' : '';
      // Cloudflare checks the origin's certificate against the requested or the target hostname.
      expect(env.resource('aws_acm_certificate')['subject_alternative_names']).toContain(
        `saas-origin${suffix}.restartix.pro`,
      );
      const unmatched = Object.values(env.resources('aws_lb_listener_rule')).filter(
        ({ priority }) => priority === 50_000,
      );
      expect(unmatched.map((rule) => rule['action'])).toEqual([
        [{ type: 'forward', target_group_arn: '${aws_lb_target_group.portal_target_group.arn}' }],
      ]);
      const [container] = JSON.parse(
        String(env.resource('aws_ecs_task_definition', 'core_api_task_definition')['container_definitions']),
      ) as [{ environment: { name: string }[]; secrets: { name: string; valueFrom: string }[] }];
      const given = [...container.environment, ...container.secrets].map((variable) => variable.name);
      expect(given).toEqual(
        expect.arrayContaining(['CLOUDFLARE_ZONE_ID', 'CLOUDFLARE_SAAS_ORIGIN', 'CLOUDFLARE_API_TOKEN']),
      );
    },
  );

  it.each(ENV_NAMES)('%s has a certificate at the edge for every proxied name below the first level', (name) => {
    const proxied = Object.values(of(name).resources('cloudflare_dns_record')).filter((record) => record['proxied']);
    const deep = proxied.map((record) => String(record['name'])).filter((host) => host.split('.').length > 3);
    expect(deep.length).toBeGreaterThan(0);
    expect(of(name).resource('cloudflare_certificate_pack')['hosts']).toEqual(['restartix.pro', ...deep]);
  });

  it.each(ENV_NAMES)('%s listens once its certificate is validated', (name) => {
    const listener = of(name).resource('aws_lb_listener', 'load_balancer_https');
    expect(listener['depends_on']).toContain('aws_acm_certificate_validation.edge_load_balancer_validation');
  });
});

describe('production', () => {
  const production = of('production');

  it('has a standby of its database, a replica of its cache, and NAT gateways', () => {
    expect(production.resource('aws_db_instance')).toMatchObject({ multi_az: true, deletion_protection: true });
    expect(production.resource('aws_elasticache_replication_group')).toMatchObject({
      num_cache_clusters: 2,
      automatic_failover_enabled: true,
    });
    expect(Object.keys(production.resources('aws_nat_gateway'))).toHaveLength(1);
    expect(production.resource('aws_lb')['enable_deletion_protection']).toBe(true);
  });

  it('runs at least two on-demand tasks of each service, and keeps old revisions for rollbacks', () => {
    for (const service of Object.values(production.resources('aws_ecs_service'))) {
      const [, count] = /:not-deployed"\) \? (\d+) : 0\}$/.exec(String(service['desired_count'])) ?? [];
      expect(Number(count)).toBeGreaterThanOrEqual(2);
      expect(JSON.stringify(service['capacity_provider_strategy'])).not.toContain('SPOT');
    }
    for (const [name, definition] of Object.entries(production.resources('aws_ecs_task_definition'))) {
      // What is no service is never rolled back.
      if (!/^(backups|db_tunnel)/.test(name)) expect(definition['skip_destroy']).toBe(true);
    }
  });

  it('owns the rules of the zone that staging shares', () => {
    expect(Object.keys(production.resources('cloudflare_ruleset'))).toHaveLength(2);
    expect(of('staging').resources('cloudflare_ruleset')).toEqual({});
  });
});
