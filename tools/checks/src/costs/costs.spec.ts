import { monthly } from '../readmes';
import { Synthesized } from '@restartix/testing';
import { ENVIRONMENTS, ENV_NAMES } from '../environments';
import { PRICED, costItems } from './items';
import { BY_USE, isFree } from './kinds';

describe('the costs of an environment', () => {
  it.each(ENV_NAMES)('%s: every kind of resource has a price, is paid by use, or is free', (name) => {
    const types = Object.keys(ENVIRONMENTS[name].synthesized.json.resource ?? {});
    const known = (type: string): boolean => PRICED.includes(type) || type in BY_USE || isFree(type);
    expect(types.filter((type) => !known(type))).toEqual([]);
  });

  const service = {
    desired_count: 2,
    task_definition: '${aws_ecs_task_definition.api.arn}',
    capacity_provider_strategy: [{ capacity_provider: 'FARGATE' }],
  };
  const task = { cpu: '512', memory: '1024', runtime_platform: { cpu_architecture: 'X86_64' } };
  const costOf = (resource: Record<string, Record<string, object>>): number =>
    costItems(new Synthesized({ resource })).reduce((sum, item) => sum + monthly(item), 0);

  it('are its tasks by cpu, memory and how many are wanted', () => {
    const cost = costOf({ aws_ecs_service: { api: service }, aws_ecs_task_definition: { api: task } });
    expect(cost).toBeCloseTo(2 * (0.5 * 0.04656 + 0.00511) * 730);
  });

  it('are less on Spot, as long as no task runs on demand', () => {
    const on = (...providers: string[]): number =>
      costOf({
        aws_ecs_service: {
          api: {
            ...service,
            capacity_provider_strategy: providers.map((capacity_provider) => ({ capacity_provider })),
          },
        },
        aws_ecs_task_definition: { api: task },
      });
    expect(on('FARGATE_SPOT')).toBeCloseTo(0.3 * on('FARGATE'));
    expect(on('FARGATE', 'FARGATE_SPOT')).toBe(on('FARGATE'));
  });

  it('are endpoints by zone, and nothing for a gateway endpoint', () => {
    const endpoint = { vpc_endpoint_type: 'Interface', subnet_ids: ['a', 'b'] };
    expect(
      costOf({ aws_vpc_endpoint: { kms: endpoint, logs: endpoint, s3: { vpc_endpoint_type: 'Gateway' } } }),
    ).toBeCloseTo(4 * 0.012 * 730);
  });

  it('are a standby twice, with its storage', () => {
    const instance = { instance_class: 'db.t4g.medium', allocated_storage: 100, multi_az: true };
    expect(costOf({ aws_db_instance: { database: instance } })).toBeCloseTo(2 * (0.077 * 730 + 13.7));
    expect(costOf({ aws_db_instance: { database: { ...instance, multi_az: false } } })).toBeCloseTo(0.077 * 730 + 13.7);
  });

  it('are the least capacity of a cluster, which is nothing for one that pauses', () => {
    const cluster = (min_capacity: number): number =>
      costOf({
        aws_rds_cluster: { database: { serverlessv2_scaling_configuration: { min_capacity } } },
        aws_rds_cluster_instance: { writer: {} },
      });
    expect(cluster(0)).toBe(0);
    expect(cluster(0.5)).toBeCloseTo(51.1);
  });

  it('are an alarm for each metric that it looks at', () => {
    const ratio = { metric_query: [{ metric: {} }, { metric: {} }, { expression: 'a / b' }] };
    expect(costOf({ aws_cloudwatch_metric_alarm: { plain: { metric_name: 'CPUUtilization' }, ratio } })).toBeCloseTo(
      0.3,
    );
  });

  it('refuse a size without a price by name', () => {
    expect(() =>
      costOf({ aws_elasticache_replication_group: { cache: { node_type: 'cache.r7g.large', num_cache_clusters: 1 } } }),
    ).toThrow('There is no price of "cache.r7g.large". Add it to tools/checks/src/readmes/costs/prices.ts');
  });
});
