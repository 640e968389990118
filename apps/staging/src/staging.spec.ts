import { PlatformStack, SERVICE_NAMES, SERVICES } from '@restartix/platform';
import { Synthesized, type TerraformJson } from '@restartix/testing';
import { Testing } from 'cdktf';
import { config } from './config';
import { Database } from './database';

describe('staging', () => {
  const stack = new PlatformStack(Testing.app(), config, Database);
  const found = new Synthesized(JSON.parse(Testing.synth(stack, true)) as TerraformJson);

  it('has its services on Fargate Spot, behind the load balancer, and the pool by private DNS', () => {
    const services = found.resources('aws_ecs_service');
    expect(Object.keys(services)).toHaveLength(SERVICE_NAMES.length + 1);
    for (const service of Object.values(services)) {
      expect(service['capacity_provider_strategy']).toEqual([
        expect.objectContaining({ capacity_provider: 'FARGATE_SPOT' }),
      ]);
    }
    // One more for the hosts that customers bring along.
    expect(Object.keys(found.resources('aws_lb_listener_rule'))).toHaveLength(SERVICE_NAMES.length + 1);
    expect(Object.keys(found.resources('aws_service_discovery_service'))).toEqual(['pgbouncer_discovery']);
  });

  it('pauses its database, keeps backups for a day, and can be destroyed', () => {
    expect(found.resource('aws_rds_cluster')).toMatchObject({
      serverlessv2_scaling_configuration: { min_capacity: 0, max_capacity: 2, seconds_until_auto_pause: 300 },
      backup_retention_period: 1,
      deletion_protection: false,
      skip_final_snapshot: false,
    });
    expect(found.resource('aws_lb')['enable_deletion_protection']).toBe(false);
  });

  it('has one node of Redis, and a NAT instance', () => {
    expect(found.resource('aws_elasticache_replication_group')).toMatchObject({
      node_type: 'cache.t4g.micro',
      num_cache_clusters: 1,
    });
    expect(Object.keys(found.resources('aws_autoscaling_group'))).toHaveLength(1);
    expect(found.resources('aws_nat_gateway')).toEqual({});
  });

  const changed = (change: object): Synthesized =>
    new Synthesized(
      JSON.parse(
        Testing.synth(new PlatformStack(Testing.app(), { ...config, ...change }, Database), true),
      ) as TerraformJson,
    );

  it('puts a service behind a load balancer of its own where its definition names one', () => {
    const definition = SERVICES.console as { loadBalancer?: string };
    definition.loadBalancer = 'alb-2';
    let two: Synthesized;
    try {
      two = changed({});
    } finally {
      delete definition.loadBalancer;
    }
    const [host] = (
      two.resource('aws_lb_listener_rule', 'console_rule')['condition'] as { host_header: { values: string[] } }[]
    )
      .map(({ host_header: { values } }) => values)
      .flat();
    expect(two.resource('aws_lb_listener_rule', 'console_rule')['listener_arn']).toBe(
      '${aws_lb_listener.load_balancer_alb_2_https.arn}',
    );
    expect(two.resource('aws_lb_listener_rule', 'clinic_rule')['listener_arn']).toBe(
      '${aws_lb_listener.load_balancer_https.arn}',
    );
    expect(two.resource('aws_acm_certificate', 'load_balancer_alb_2_certificate')['domain_name']).toBe(host);
    expect(two.resource('aws_acm_certificate', 'load_balancer_certificate')['subject_alternative_names']).not.toContain(
      host,
    );
    expect(two.resource('cloudflare_dns_record', 'edge_host_console')['content']).toContain('load_balancer_alb_2');
    expect(two.resource('cloudflare_dns_record', 'edge_host_clinic')['content']).not.toContain('alb_2');
    expect(
      two.resource('aws_cloudwatch_metric_alarm', 'observability_alarm_console_errors')['dimensions'],
    ).toMatchObject({
      LoadBalancer: '${aws_lb.load_balancer_alb_2_alb.arn_suffix}',
    });
  });

  it('refuses a port that its security groups do not open', () => {
    const database = { ...config.database, port: 5433 };
    expect(() => changed({ database })).toThrow('Set dataPorts.rds of the network to 5433 too.');
    expect(() => changed({ database, network: { ...config.network, dataPorts: { rds: 5433 } } })).not.toThrow();
    expect(() => changed({ cache: { ...config.cache, port: 6380 } })).toThrow('Set dataPorts.redis');
    const network = { ...config.network, applicationPorts: { from: 4000, to: 4999 } };
    expect(() => changed({ network })).toThrow('widen applicationPorts of the network');
  });

  describe('has one place for a value that is raised:', () => {
    const threshold = (stack: Synthesized, alarm: string): unknown =>
      stack.resource('aws_cloudwatch_metric_alarm', `observability_alarm_${alarm}`)['threshold'];

    it('the database’s capacity moves its alarm', () => {
      const larger = changed({ database: { ...config.database, maxCapacity: 16 } });
      expect(threshold(larger, 'database_capacity')).toBe(0.95 * 16);
    });

    it('the alarm on connections is below what the parameter group allows', () => {
      const parameters = found.resource('aws_rds_cluster_parameter_group')['parameter'] as Record<string, string>[];
      const limit = Number(parameters.find(({ name }) => name === 'max_connections')!['value']);
      expect(threshold(found, 'database_connections')).toBe(0.8 * limit);
    });

    it('the time until the database pauses is the one that schedules are warned of', () => {
      const database = { ...config.database, secondsUntilAutoPause: 720 };
      const pausing = new PlatformStack(Testing.app(), { ...config, database }, Database);
      const warnings = pausing.node.findAll().flatMap(({ node }) => node.metadata.map(({ data }) => String(data)));
      expect(warnings).toContainEqual(expect.stringContaining('the database pauses after 12 min'));
    });

    it.each([
      ['a replica', { replicas: 1 }, ['-001', '-002']],
      ['cluster mode', { numCacheNodes: 2, replicas: 1 }, ['-0001-001', '-0001-002', '-0002-001', '-0002-002']],
    ])('%s brings the alarms of each new node of the cache', (_, cache, nodes) => {
      const alarms = changed({ cache: { ...config.cache, ...cache } }).resources('aws_cloudwatch_metric_alarm');
      const watched = Object.values(alarms).map(
        ({ dimensions }) => (dimensions as Record<string, string> | undefined)?.['CacheClusterId'],
      );
      const id = '${aws_elasticache_replication_group.cache_group.replication_group_id}';
      expect([...new Set(watched.filter(Boolean))]).toEqual(nodes.map((node) => id + node));
    });
  });

  it('encrypts database, cache, secrets, images and uploads with its own key', () => {
    const key = '${aws_kms_key.encryption_key_key.arn}';
    for (const secret of Object.values(found.resources('aws_secretsmanager_secret'))) {
      expect(secret['kms_key_id']).toBe(key);
    }
    for (const repository of Object.values(found.resources('aws_ecr_repository'))) {
      expect(repository['encryption_configuration']).toEqual([{ encryption_type: 'KMS', kms_key: key }]);
    }
    expect(found.resource('aws_rds_cluster')['kms_key_id']).toBe(key);
    expect(found.resource('aws_elasticache_replication_group')['kms_key_id']).toBe(key);
  });

  it('lets no service read a secret that it does not name', () => {
    const policy = (service: string): string =>
      JSON.stringify(found.resource('aws_iam_role_policy', `${service}_execution_start`)['policy']);
    expect(policy('clinic')).toContain('app_secrets_clerk_secret');
    expect(policy('clinic')).not.toContain('app_secrets_database_secret');
    for (const service of ['core_api', 'telemetry_api', 'pgbouncer']) {
      expect(policy(service)).toContain('application_users_app_v1_secret');
      // The master user.
      expect(policy(service)).not.toContain('app_secrets_database_secret');
    }
    expect(policy('pgbouncer')).not.toContain('app_secrets_clerk_secret');
  });

  it('lets Core API add to the audit archive and delete nothing from it', () => {
    const policy = String(found.resource('aws_iam_role_policy', 'core_api_task_application')['policy']);
    const statements = (JSON.parse(policy) as { Statement: { Action: string[]; Resource: string }[] }).Statement;
    const archive = statements.filter(({ Resource }) => String(Resource).includes('audit_archive_bucket'));
    expect(archive.length).toBeGreaterThan(0);
    expect(JSON.stringify(archive)).toContain('s3:PutObject');
    expect(JSON.stringify(archive)).not.toContain('s3:Delete');
  });
});
