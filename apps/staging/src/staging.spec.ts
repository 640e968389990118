import { Testing } from 'cdktf';
import { config } from './config';
import { StagingStack } from './staging.stack';

type Block = Record<string, unknown>;

function synthesize(values: typeof config): Record<string, Record<string, Block>> {
  const json = JSON.parse(Testing.synth(new StagingStack(Testing.app(), values), true)) as {
    resource: Record<string, Record<string, Block>>;
  };
  return json.resource;
}

describe('staging', () => {
  const resources = synthesize(config);
  const names = (type: string): string[] => Object.keys(resources[type] ?? {});

  it('has the six services, five behind the load balancer and the pool by private DNS', () => {
    expect(names('aws_ecs_service')).toEqual([
      'clinic_service',
      'console_service',
      'core_api_service',
      'pgbouncer_service',
      'portal_service',
      'telemetry_api_service',
    ]);
    expect(names('aws_lb_listener_rule')).toHaveLength(5);
    expect(names('aws_service_discovery_service')).toEqual(['pgbouncer_discovery']);
  });

  it('runs everything on Fargate Spot', () => {
    for (const service of Object.values(resources['aws_ecs_service']!)) {
      expect(service['capacity_provider_strategy']).toEqual([
        expect.objectContaining({ capacity_provider: 'FARGATE_SPOT' }),
      ]);
    }
  });

  it('pauses its database, keeps backups for a day, and can be destroyed', () => {
    expect(resources['aws_rds_cluster']!['database_cluster']).toMatchObject({
      serverlessv2_scaling_configuration: { min_capacity: 0, max_capacity: 2, seconds_until_auto_pause: 300 },
      backup_retention_period: 1,
      deletion_protection: false,
      skip_final_snapshot: false,
    });
  });

  it('has one node of Redis, and a NAT instance', () => {
    expect(resources['aws_elasticache_replication_group']!['cache_group']).toMatchObject({
      node_type: 'cache.t4g.micro',
      num_cache_clusters: 1,
    });
    expect(names('aws_autoscaling_group')).toHaveLength(1);
    expect(names('aws_nat_gateway')).toEqual([]);
  });

  it('gives each service a repository, and each host to one service alone', () => {
    expect(names('aws_ecr_repository')).toHaveLength(6);
    const hosts = Object.values(config.services).flatMap((service) => [...service.hosts]);
    expect(new Set(hosts).size).toBe(hosts.length);
  });

  it('encrypts database, cache and secrets with its own key', () => {
    const key = '${aws_kms_key.encryption_key_key.arn}';
    for (const secret of Object.values(resources['aws_secretsmanager_secret']!)) expect(secret['kms_key_id']).toBe(key);
    expect(resources['aws_rds_cluster']!['database_cluster']!['kms_key_id']).toBe(key);
    expect(resources['aws_elasticache_replication_group']!['cache_group']!['kms_key_id']).toBe(key);
  });

  it('lets no service read a secret that it does not name', () => {
    const policy = (service: string): string =>
      JSON.stringify(resources['aws_iam_role_policy']![`${service}_execution_start`]!['policy']);
    expect(policy('clinic')).toContain('app_secrets_clerk_secret');
    expect(policy('clinic')).not.toContain('app_secrets_database_secret');
    expect(policy('pgbouncer')).toContain('app_secrets_database_secret');
    expect(policy('pgbouncer')).not.toContain('app_secrets_clerk_secret');
  });

  it('would have names that fit in production, the longest of all', () => {
    const production = synthesize({ ...config, env: { ...config.env, env: 'production' } } as unknown as typeof config);
    const limits: Record<string, [attribute: string, max: number]> = {
      aws_lb: ['name', 32],
      aws_lb_target_group: ['name', 32],
      aws_elasticache_replication_group: ['replication_group_id', 40],
      aws_iam_role: ['name', 64],
      aws_rds_cluster: ['cluster_identifier', 63],
      aws_rds_cluster_instance: ['identifier', 63],
    };
    for (const [type, [attribute, max]] of Object.entries(limits)) {
      const found = Object.values(production[type]!).map((block) => String(block[attribute]));
      expect(found.length).toBeGreaterThan(0);
      for (const name of found) {
        expect(name).toMatch(/^restartix-production-/);
        expect(name.length).toBeLessThanOrEqual(max);
      }
      expect(new Set(found).size).toBe(found.length);
    }
  });
});
