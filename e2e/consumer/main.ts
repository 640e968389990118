import { CacheRedis } from '@restartix/cache-redis';
import { EnvStack, synthesize } from '@restartix/core';
import { DatabaseRds } from '@restartix/database-rds';
import { EcsCluster } from '@restartix/ecs-cluster';
import { EcsService } from '@restartix/ecs-service';
import { Network } from '@restartix/network';
import { ScheduledTasks } from '@restartix/scheduled-tasks';

/** Every name starts with `acme-preview-`. The state is in your own bucket. */
synthesize((app) => {
  const stack = new EnvStack(app, 'preview', {
    project: 'acme',
    env: 'preview',
    owner: 'shop-team',
    costCenter: 'shop',
    region: 'eu-west-1',
    state: { bucket: 'acme-tfstate' },
  });

  const network = new Network(stack, 'network', {
    vpcCidr: '10.40.0.0/16',
    availabilityZones: ['eu-west-1a', 'eu-west-1b'],
    natStrategy: 'nat-instance',
  });
  const database = new DatabaseRds(stack, 'database', {
    instanceClass: 'db.t4g.medium',
    allocatedStorage: 20,
    maxAllocatedStorage: 50,
    multiAz: false,
    backupRetentionPeriod: 7,
    dbName: 'shop',
    ...network.placement('rds'),
  });
  const cache = new CacheRedis(stack, 'cache', {
    nodeType: 'cache.t4g.micro',
    numCacheNodes: 1,
    replicas: 0,
    ...network.placement('redis'),
  });

  const cluster = new EcsCluster(stack, 'ecs-cluster');
  const shop = new EcsService(stack, 'shop', {
    serviceName: 'shop',
    imageUri: 'public.ecr.aws/docker/library/nginx:1.29',
    cpu: 256,
    memory: 512,
    environment: { DATABASE_HOST: database.writerEndpoint, CACHE_HOST: cache.primaryEndpoint },
    secrets: { DATABASE: { arn: database.masterSecretArn } },
    cluster,
    ...network.placement('fargate-app'),
  });

  new ScheduledTasks(stack, 'scheduled-tasks', {
    cluster,
    defaultSubnetIds: network.privateSubnetIds,
    defaultSecurityGroupIds: [network.fargateAppSg],
    tasks: {
      'nightly-report': {
        runs: shop,
        command: ['report'],
        scheduleExpression: 'cron(0 2 * * ? *)',
      },
    },
  });
});
