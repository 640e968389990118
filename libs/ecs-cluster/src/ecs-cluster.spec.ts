import { ConfigError } from '@restartix/core';
import { resolved, synth, warningsOf } from '@restartix/testing';
import complete from '../examples/complete';
import minimal from '../examples/minimal';
import staging from '../examples/staging';
import { EcsCluster, type EcsClusterConfig } from '.';

const cluster = (config?: EcsClusterConfig) => synth((stack) => void new EcsCluster(stack, 'ecs-cluster', config));
const refusal = (config: EcsClusterConfig) => {
  try {
    cluster(config);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error('Nothing was refused.');
};

describe('capacity', () => {
  it('offers on-demand Fargate alone when nothing is said', () => {
    expect(synth(minimal).resource('aws_ecs_cluster_capacity_providers')).toMatchObject({
      cluster_name: '${aws_ecs_cluster.ecs_cluster_cluster.name}',
      capacity_providers: ['FARGATE'],
      default_capacity_provider_strategy: [{ capacity_provider: 'FARGATE', base: 0, weight: 1 }],
    });
  });

  it('puts everything on Spot in staging', () => {
    expect(synth(staging).resource('aws_ecs_cluster_capacity_providers')).toMatchObject({
      capacity_providers: ['FARGATE', 'FARGATE_SPOT'],
      default_capacity_provider_strategy: [
        { capacity_provider: 'FARGATE', base: 0, weight: 0 },
        { capacity_provider: 'FARGATE_SPOT', base: 0, weight: 1 },
      ],
    });
  });

  it('keeps the given base and share on demand', () => {
    expect(synth(complete).resource('aws_ecs_cluster_capacity_providers')).toMatchObject({
      default_capacity_provider_strategy: [
        { capacity_provider: 'FARGATE', base: 1, weight: 1 },
        { capacity_provider: 'FARGATE_SPOT', base: 0, weight: 3 },
      ],
    });
  });

  it('warns of Spot as the default of production, and of nothing elsewhere', () => {
    expect(warningsOf(staging, { env: 'production' })).toEqual([
      'ecs-cluster "ecs-cluster": Fargate Spot is the default capacity in production. AWS may stop a Spot task with two minutes\' notice; give the services an on-demand base.',
    ]);
    expect(warningsOf(staging)).toEqual([]);
    expect(warningsOf(minimal, { env: 'production' })).toEqual([]);
  });
});

describe('the cluster', () => {
  it('is named after project, env and logical name', () => {
    expect(synth(minimal).resource('aws_ecs_cluster')).toMatchObject({ name: 'restartix-staging-cluster' });
    expect(synth(complete).resource('aws_ecs_cluster')).toMatchObject({ name: 'restartix-staging-platform' });
  });

  it.each(['enabled', 'enhanced', 'disabled'] as const)('has Container Insights %s when asked', (containerInsights) => {
    expect(cluster({ containerInsights }).resource('aws_ecs_cluster')).toMatchObject({
      setting: [{ name: 'containerInsights', value: containerInsights }],
    });
  });

  it('counts running tasks unless Container Insights is switched off', () => {
    expect(cluster().resource('aws_ecs_cluster')).toMatchObject({
      setting: [{ name: 'containerInsights', value: 'enabled' }],
    });
  });

  it('encrypts ephemeral storage with a given key alone', () => {
    expect(synth(complete).resource('aws_ecs_cluster').configuration.managed_storage_configuration).toEqual({
      fargate_ephemeral_storage_kms_key_id:
        'arn:aws:kms:eu-central-1:123456789012:key/66666666-7777-8888-9999-000000000000',
    });
    expect(cluster().resource('aws_ecs_cluster').configuration).not.toHaveProperty('managed_storage_configuration');
  });
});

describe('Container Insights', () => {
  const insights = 'ecs_cluster_insights_log';

  it('finds a log group with our retention and key, made before the cluster', () => {
    const stack = cluster({ logKmsKeyArn: 'arn:aws:kms:x' });
    expect(stack.resource('aws_cloudwatch_log_group', insights)).toMatchObject({
      name: '/aws/ecs/containerinsights/restartix-staging-cluster/performance',
      retention_in_days: 7,
      kms_key_id: 'arn:aws:kms:x',
    });
    expect(stack.resource('aws_ecs_cluster')['depends_on']).toEqual([`aws_cloudwatch_log_group.${insights}`]);
    expect(() => cluster({ insightsRetentionInDays: 8 as 7 })).toThrow('insightsRetentionInDays 8 is not possible');
  });

  it('has none where it is disabled', () => {
    const groups = cluster({ containerInsights: 'disabled' }).resources('aws_cloudwatch_log_group');
    expect(Object.keys(groups)).toEqual(['ecs_cluster_exec_logs']);
  });
});

describe('exec sessions', () => {
  it('are logged under the key of the logs, and encrypted on the way with a key of their own only', () => {
    const stack = cluster({ logKmsKeyArn: 'arn:aws:kms:x' });
    expect(stack.resource('aws_cloudwatch_log_group', 'ecs_cluster_exec_logs')['kms_key_id']).toBe('arn:aws:kms:x');
    expect(JSON.stringify(stack.resource('aws_ecs_cluster'))).not.toContain('kms_key_id');
  });

  it('are recorded for 90 days', () => {
    const synthesized = synth(minimal);

    expect(synthesized.resource('aws_cloudwatch_log_group', 'ecs_cluster_exec_logs')).toMatchObject({
      name: '/ecs/restartix-staging/cluster-exec',
      retention_in_days: 90,
    });
    expect(synthesized.resource('aws_ecs_cluster').configuration.execute_command_configuration).toEqual({
      logging: 'OVERRIDE',
      log_configuration: {
        cloud_watch_encryption_enabled: false,
        cloud_watch_log_group_name: '${aws_cloudwatch_log_group.ecs_cluster_exec_logs.name}',
      },
    });
  });

  it('are encrypted on the way and in the log when there is a key', () => {
    const key = 'arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555';
    const synthesized = synth(complete);

    expect(synthesized.resource('aws_cloudwatch_log_group', 'ecs_cluster_exec_logs')).toMatchObject({
      kms_key_id: key,
      retention_in_days: 365,
    });
    expect(synthesized.resource('aws_ecs_cluster').configuration.execute_command_configuration).toMatchObject({
      kms_key_id: key,
      log_configuration: { cloud_watch_encryption_enabled: true },
    });
  });
});

describe('the namespace', () => {
  it('is a private zone of env and project', () => {
    const synthesized = cluster({ privateDnsNamespace: { vpcId: 'vpc-1' } });

    expect(synthesized.resource('aws_service_discovery_private_dns_namespace')).toMatchObject({
      name: 'staging.restartix.internal',
      vpc: 'vpc-1',
    });
  });

  it('is not made unless asked for, and then says how to get it', () => {
    synth((stack) => {
      const made = new EcsCluster(stack, 'ecs-cluster');
      expect(() => made.namespace).toThrow(
        'The cluster test/ecs-cluster has no namespace. Give it privateDnsNamespace: { vpcId }.',
      );
    });
    expect(synth(minimal).resources('aws_service_discovery_private_dns_namespace')).toEqual({});
  });
});

it('gives services what they need', () => {
  synth((stack) => {
    const made = new EcsCluster(stack, 'ecs-cluster', {
      enableFargateSpot: true,
      exec: { kmsKeyArn: 'arn:aws:kms:eu-central-1:123456789012:key/1' },
      privateDnsNamespace: { vpcId: 'vpc-1' },
    });
    const values = {
      id: made.clusterId,
      arn: made.clusterArn,
      name: made.clusterName,
      log: made.execLogGroupName,
      exec: made.exec,
      namespace: made.namespace,
    };

    expect(resolved(stack, values)).toEqual({
      id: '${aws_ecs_cluster.ecs_cluster_cluster.id}',
      arn: '${aws_ecs_cluster.ecs_cluster_cluster.arn}',
      name: '${aws_ecs_cluster.ecs_cluster_cluster.name}',
      log: '${aws_cloudwatch_log_group.ecs_cluster_exec_logs.name}',
      exec: {
        logGroupName: '${aws_cloudwatch_log_group.ecs_cluster_exec_logs.name}',
        logGroupArn: '${aws_cloudwatch_log_group.ecs_cluster_exec_logs.arn}',
        kmsKeyArn: 'arn:aws:kms:eu-central-1:123456789012:key/1',
      },
      namespace: {
        namespaceId: '${aws_service_discovery_private_dns_namespace.ecs_cluster_namespace.id}',
        namespaceArn: '${aws_service_discovery_private_dns_namespace.ecs_cluster_namespace.arn}',
        namespaceName: '${aws_service_discovery_private_dns_namespace.ecs_cluster_namespace.name}',
      },
    });
    expect(made.capacityProviders).toEqual(['FARGATE', 'FARGATE_SPOT']);
  });
});

it('exists twice in one stack under two names', () => {
  const synthesized = synth((stack) => {
    new EcsCluster(stack, 'apps');
    new EcsCluster(stack, 'jobs', { name: 'jobs' });
  });

  expect(Object.values(synthesized.resources('aws_ecs_cluster')).map(({ name }) => name)).toEqual([
    'restartix-staging-cluster',
    'restartix-staging-jobs',
  ]);
  expect(Object.values(synthesized.resources('aws_cloudwatch_log_group')).map(({ name }) => name)).toEqual([
    '/ecs/restartix-staging/cluster-exec',
    '/aws/ecs/containerinsights/restartix-staging-cluster/performance',
    '/ecs/restartix-staging/jobs-exec',
    '/aws/ecs/containerinsights/restartix-staging-jobs/performance',
  ]);
});

describe('refuses', () => {
  it.each<[string, EcsClusterConfig, string]>([
    [
      'a name that AWS would not take',
      { name: 'Cluster_1' },
      'ecs-cluster "ecs-cluster": name "Cluster_1" is not possible (allowed: lowercase letters, digits and hyphens, starting with a letter). Rename it.',
    ],
    [
      'a Spot share of nothing',
      { enableFargateSpot: { weight: 0 } },
      'ecs-cluster "ecs-cluster": enableFargateSpot.weight 0 is not possible (allowed: a share above 0). Set enableFargateSpot to false to run without Spot.',
    ],
    [
      'a share beyond what ECS takes',
      { enableFargateSpot: { onDemandWeight: 1001 } },
      'ecs-cluster "ecs-cluster": enableFargateSpot.onDemandWeight 1001 is not possible (allowed: 0 to 1000 (Amazon ECS)). Choose a value in this range.',
    ],
    [
      'a base below zero',
      { enableFargateSpot: { onDemandBase: -1 } },
      'ecs-cluster "ecs-cluster": enableFargateSpot.onDemandBase -1 is not possible (allowed: 0 to 100000 (Amazon ECS)). Choose a value in this range.',
    ],
    ['a retention that CloudWatch does not know', { exec: { retentionInDays: 100 } }, 'Use 120.'],
    [
      'a namespace that is no zone',
      { privateDnsNamespace: { vpcId: 'vpc-1', name: 'internal.' } },
      'ecs-cluster "ecs-cluster": privateDnsNamespace.name "internal." is not possible (allowed: a DNS name of two labels or more, e.g. "staging.restartix.internal"). Write the zone without a leading or trailing dot.',
    ],
  ])('%s', (_, config, message) => {
    expect(refusal(config)).toContain(message);
  });

  it('a second cluster of the same name', () => {
    const twins = () =>
      synth((stack) => {
        new EcsCluster(stack, 'apps');
        new EcsCluster(stack, 'jobs');
      });

    expect(twins).toThrow(
      'ecs-cluster "jobs": name "cluster" is not possible (allowed: a name that no other ecs-cluster of the environment has; "test/apps" has this one). Give one of them another name.',
    );
  });

  it('names every problem at once', () => {
    expect(refusal({ name: 'X', exec: { retentionInDays: 4 } }).split('\n')).toHaveLength(2);
  });
});
