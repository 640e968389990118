import { resolved, synth, type Synthesized } from '@restartix/testing';
import clusterMode from '../examples/cluster-mode';
import complete from '../examples/complete';
import iam from '../examples/iam';
import minimal from '../examples/minimal';
import { CacheRedis } from './cache-redis';
import type { CacheRedisConfig } from './cache-redis.config';

const BASE: CacheRedisConfig = {
  nodeType: 'cache.t4g.micro',
  replicas: 0,
  vpcId: 'vpc-1',
  subnetIds: ['subnet-1', 'subnet-2'],
  securityGroupIds: ['sg-1'],
};

function cacheWith(config: Partial<CacheRedisConfig>, env = {}): Synthesized {
  return synth((stack) => new CacheRedis(stack, 'cache', { ...BASE, ...config }), env);
}

const group = (stack: Synthesized): Record<string, unknown> => stack.resource('aws_elasticache_replication_group');

describe('CacheRedis', () => {
  const staging = synth(minimal);

  it('makes one encrypted node for staging', () => {
    expect(group(staging)).toMatchObject({
      replication_group_id: 'restartix-staging-redis',
      engine: 'redis',
      engine_version: '7.1',
      node_type: 'cache.t4g.micro',
      num_cache_clusters: 1,
      automatic_failover_enabled: false,
      multi_az_enabled: false,
      at_rest_encryption_enabled: 'true',
      transit_encryption_enabled: true,
      snapshot_retention_limit: 7,
      final_snapshot_identifier: expect.stringMatching(/^restartix-staging-redis-final-\$\{substr\(/) as string,
      apply_immediately: false,
    });
  });

  it('fails over to another zone as soon as there is a replica', () => {
    expect(group(cacheWith({ replicas: 1 }))).toMatchObject({
      num_cache_clusters: 2,
      automatic_failover_enabled: true,
      multi_az_enabled: true,
    });
  });

  it.each([
    [{ numCacheNodes: 1, replicas: 0 }, ['001']],
    [{ replicas: 2 }, ['001', '002', '003']],
    [{ numCacheNodes: 2, replicas: 1 }, ['0001-001', '0001-002', '0002-001', '0002-002']],
  ])('names the nodes of %j as ElastiCache does', (config, nodes) => {
    synth((stack) => expect(new CacheRedis(stack, 'cache', { ...BASE, ...config }).nodes).toEqual(nodes));
  });

  it('makes node groups for more than one shard', () => {
    const stack = synth(clusterMode);
    expect(group(stack)).toMatchObject({
      num_node_groups: 3,
      replicas_per_node_group: 2,
      automatic_failover_enabled: true,
    });
    expect(group(stack)).not.toHaveProperty('num_cache_clusters');
    expect(stack.resource('aws_elasticache_parameter_group')['parameter']).toContainEqual({
      name: 'cluster-enabled',
      value: 'yes',
    });
    expect(group(cacheWith({ numCacheNodes: 2 }))).toMatchObject({
      automatic_failover_enabled: true,
      multi_az_enabled: false,
    });
  });

  it('keeps the token in Secrets Manager and gives ElastiCache what is stored there', () => {
    expect(staging.resource('aws_secretsmanager_secret')['name']).toBe('restartix/staging/redis-auth');
    expect(group(staging)['auth_token']).toBe(
      '${jsondecode(data.aws_secretsmanager_secret_version.cache_current_token.secret_string).token}',
    );
    expect(group(staging)['auth_token_update_strategy']).toBe('ROTATE');
    expect(staging.data('aws_secretsmanager_secret_version')['cache_current_token']).toEqual({
      secret_id: '${aws_secretsmanager_secret.cache_auth_secret.id}',
      depends_on: ['aws_secretsmanager_secret_version.cache_auth_version'],
    });
    expect(synth(clusterMode).resource('aws_secretsmanager_secret_version')['secret_string_wo_version']).toBe(2);
  });

  it('has nothing secret with IAM', () => {
    for (const stack of [synth(iam), synth(complete)]) {
      expect(stack.resources('aws_secretsmanager_secret')).toEqual({});
      expect(stack.data('aws_secretsmanager_secret_version')).toEqual({});
      expect(group(stack)).not.toHaveProperty('auth_token');
      const [user] = Object.values(stack.resources('aws_elasticache_user')).filter(
        ({ user_name }) => user_name !== 'default',
      );
      expect(user).toMatchObject({
        authentication_mode: { type: 'iam' },
        access_string: 'on ~* &* +@all -@dangerous',
      });
      expect(user!['user_id']).toBe(user!['user_name']);
    }
  });

  it('takes every right from the default user of Redis, and has none with Valkey, which refuses one', () => {
    const redis = synth(iam);
    expect(redis.resource('aws_elasticache_user', 'cache_default_user')).toMatchObject({
      engine: 'redis',
      user_name: 'default',
      access_string: 'off -@all',
    });
    expect(redis.resource('aws_elasticache_user_group')['user_ids']).toEqual([
      '${aws_elasticache_user.cache_default_user.user_id}',
      '${aws_elasticache_user.cache_iam_user.user_id}',
    ]);
    const valkey = synth(complete);
    expect(Object.keys(valkey.resources('aws_elasticache_user'))).toEqual(['sessions_iam_user']);
    expect(valkey.resource('aws_elasticache_user_group')).toMatchObject({
      engine: 'valkey',
      user_ids: ['${aws_elasticache_user.sessions_iam_user.user_id}'],
    });
  });

  it('keeps the users of Redis until Valkey has taken its place', () => {
    const engines = (upgradeFrom?: 'redis7'): unknown[] => {
      const stack = cacheWith({ auth: 'iam', engine: 'valkey', upgradeFrom });
      return ['aws_elasticache_user', 'aws_elasticache_user_group'].flatMap((type) =>
        Object.values(stack.resources(type)).map(({ engine }) => engine),
      );
    };
    expect(engines('redis7')).toEqual(['redis', 'redis', 'redis']);
    expect(engines()).toEqual(['valkey', 'valkey']);
    expect(synth(iam).resource('aws_elasticache_user', 'cache_default_user')).toMatchObject({
      lifecycle: { create_before_destroy: true },
    });
  });

  it('can be there twice, but not under the same name', () => {
    const both = (name: string): Synthesized =>
      synth((scope) => {
        new CacheRedis(scope, 'cache', BASE);
        new CacheRedis(scope, 'second', { ...BASE, name });
      });
    expect(Object.keys(both('sessions').resources('aws_elasticache_replication_group'))).toHaveLength(2);
    expect(() => both('redis')).toThrow(
      'cache-redis "second": name "redis" is not possible (allowed: a name that no other cache-redis of the environment has; "test/cache" has this one)',
    );
  });

  it('has one parameter group for the versions of a family, and keeps that of another until the cache left it', () => {
    const parameters = 'aws_elasticache_parameter_group';
    expect(cacheWith({ engineVersion: '7.0' }).resources(parameters)).toEqual(
      cacheWith({ engineVersion: '7.1' }).resources(parameters),
    );
    const upgrade = cacheWith({ engine: 'valkey', upgradeFrom: 'redis7' });
    expect(upgrade.resource(parameters, 'cache_parameters_redis7')).toEqual(cacheWith({}).resource(parameters));
    expect(group(upgrade)['parameter_group_name']).toBe(`\${${parameters}.cache_parameters_valkey8.name}`);
    for (const { json } of [cacheWith({}), upgrade]) {
      expect(json.moved).toEqual([
        { from: `${parameters}.cache_parameters`, to: `${parameters}.cache_parameters_redis7` },
      ]);
    }
  });

  it('derives the parameter family from engine and version', () => {
    expect(staging.resource('aws_elasticache_parameter_group')).toMatchObject({
      family: 'redis7',
      lifecycle: { create_before_destroy: true },
      parameter: [{ name: 'maxmemory-policy', value: 'volatile-lru' }],
    });
    expect(synth(complete).resource('aws_elasticache_parameter_group')).toMatchObject({
      family: 'valkey8',
      parameter: [{ name: 'maxmemory-policy', value: 'noeviction' }],
    });
  });

  it('writes slow and engine logs to groups with a limit', () => {
    const names = Object.values(staging.resources('aws_cloudwatch_log_group')).map(({ name }) => String(name));
    expect(names.sort()).toEqual([
      '/elasticache/restartix-staging-redis/engine-log',
      '/elasticache/restartix-staging-redis/slow-log',
    ]);
    expect(group(staging)['log_delivery_configuration']).toHaveLength(2);
  });

  it('outputs where to connect, and how', () => {
    synth((stack) => {
      const cache = new CacheRedis(stack, 'cache', BASE);
      const primary = '${aws_elasticache_replication_group.cache_group.primary_endpoint_address}';
      expect(resolved(stack, [cache.primaryEndpoint, cache.readerEndpoint, cache.port])).toEqual([
        primary,
        primary,
        6379,
      ]);
      expect(resolved(stack, cache.connectionUrl)).toBe(
        `rediss://:\${jsondecode(ephemeral.aws_secretsmanager_secret_version.cache_auth_stored.secret_string).token}@${primary}:6379`,
      );
      expect(cache.connectPolicy).toEqual([]);
      const replicated = new CacheRedis(stack, 'replicated', { ...BASE, name: 'replicated', replicas: 1, auth: 'iam' });
      expect(resolved(stack, replicated.readerEndpoint)).toContain('reader_endpoint_address');
      expect(() => replicated.connectionUrl).toThrow('test/replicated uses IAM authentication');
      expect(resolved(stack, replicated.connectPolicy)).toEqual([
        {
          sid: 'ConnectToCache',
          actions: ['elasticache:Connect'],
          resources: [
            '${aws_elasticache_replication_group.replicated_group.arn}',
            '${aws_elasticache_user.replicated_iam_user.arn}',
          ],
        },
      ]);
    });
  });

  it('changes one number when a replica is added', () => {
    const before = cacheWith({ replicas: 1 });
    const after = cacheWith({ replicas: 2 });
    expect(after.addresses).toEqual(before.addresses);
    expect(group(after)).toEqual({ ...group(before), num_cache_clusters: 3 });
  });

  it('has names that fit in production', () => {
    const stack = cacheWith({ name: 'a-rather-long-name-of-a-cache', auth: 'iam' }, { env: 'production' });
    expect(String(group(stack)['replication_group_id']).length).toBeLessThanOrEqual(40);
    for (const user of Object.values(stack.resources('aws_elasticache_user')))
      expect(user['user_id'].length).toBeLessThanOrEqual(40);
  });
});

describe('refusals', () => {
  it.each<[Partial<CacheRedisConfig>, string]>([
    [
      { nodeType: 't4g.micro' },
      'cache-redis "cache": nodeType "t4g.micro" is not possible (allowed: a node type such as cache.t4g.micro)',
    ],
    [{ securityGroupIds: [] }, 'securityGroupIds [] is not possible (allowed: one or more'],
    [{ upgradeFrom: 'redis7' }, 'allowed: another family than that of redis 7.1'],
    [{ numCacheNodes: 0 }, 'numCacheNodes 0 is not possible (allowed: 1 to 500 shards'],
    [{ replicas: 6 }, 'replicas 6 is not possible (allowed: 0 to 5'],
    [
      { replicas: 1, subnetIds: ['subnet-1'] },
      'subnetIds ["subnet-1"] is not possible (allowed: two or more with replicas',
    ],
    [{ engineVersion: '5.0' }, 'engineVersion "5.0" is not possible (allowed: 6.2, 7.0, 7.1 of redis'],
    [
      { engine: 'valkey', engineVersion: '7.1' },
      'engineVersion "7.1" is not possible (allowed: 7.2, 8.0, 8.1, 8.2 of valkey',
    ],
    [{ port: 0 }, 'port 0 is not possible'],
    [{ snapshotRetentionLimit: 36 }, 'snapshotRetentionLimit 36 is not possible (allowed: 0 to 35 days'],
    [
      { snapshotWindow: '02:00-02:30' },
      'snapshotWindow "02:00-02:30" is not possible (allowed: HH:MM-HH:MM in UTC, 60 minutes or more',
    ],
    [{ maintenanceWindow: 'sunday' }, 'maintenanceWindow "sunday" is not possible'],
    [{ snapshotWindow: '04:30-05:30' }, 'a window apart from snapshotWindow, 04:30-05:30 each day'],
    [{ tokenVersion: 0 }, 'tokenVersion 0 is not possible (allowed: 1 or more)'],
    [{ auth: 'iam', tokenVersion: 2 }, "tokenVersion 2 is not possible (allowed: nothing with auth 'iam'"],
    [{ auth: 'iam', engineVersion: '6.2' }, 'auth "iam" is not possible (allowed: \'token\' with Redis before 7.0'],
    [{ logRetentionInDays: 10 }, 'logRetentionInDays 10 is not possible'],
    [{ name: 'Redis_1' }, 'name "Redis_1" is not possible'],
  ])('refuses %p', (config, message) => {
    expect(() => cacheWith(config)).toThrow(message);
  });
});
