import { AppSecrets } from '@restartix/app-secrets';
import { CacheRedis } from '@restartix/cache-redis';
import { ContainerRegistry } from '@restartix/container-registry';
import { EnvStack } from '@restartix/core';
import { DatabaseAuroraServerless } from '@restartix/database-aurora-serverless';
import { EcsCluster } from '@restartix/ecs-cluster';
import { EcsService } from '@restartix/ecs-service';
import { EncryptionKey } from '@restartix/encryption-key';
import { LoadBalancer } from '@restartix/load-balancer';
import { Network } from '@restartix/network';
import type { Construct } from 'constructs';
import type { config } from './config';

/** Staging: everything it holds, and how it is connected. The values are in `config.ts`. */
export class StagingStack extends EnvStack {
  constructor(scope: Construct, { env, services, pgbouncer, ...values }: typeof config) {
    super(scope, 'staging', env);

    const key = new EncryptionKey(this, 'encryption-key');
    const kmsKeyId = key.keyArn;

    const network = new Network(this, 'network', values.network);
    const { vpcId, privateSubnetIds: subnetIds } = network;

    const database = new DatabaseAuroraServerless(this, 'database', {
      ...values.database,
      kmsKeyId,
      vpcId,
      subnetIds,
      securityGroupIds: [network.rdsSg],
    });

    const cache = new CacheRedis(this, 'cache', {
      ...values.cache,
      kmsKeyId,
      vpcId,
      subnetIds,
      securityGroupIds: [network.redisSg],
    });

    const cluster = new EcsCluster(this, 'ecs-cluster', { ...values.cluster, privateDnsNamespace: { vpcId } });

    const registry = new ContainerRegistry(this, 'container-registry', {
      ...values.registry,
      repositories: [...Object.keys(services), 'pgbouncer'],
    });

    const alb = new LoadBalancer(this, 'load-balancer', {
      ...values.loadBalancer,
      subnetIds: network.publicSubnetIds,
      securityGroupIds: [network.albSg],
      certificate: { domainNames: Object.values(services).flatMap(({ hosts }) => [...hosts]) },
    });

    const pool = `pgbouncer.${cluster.namespace.namespaceName}`;
    const { arns: secretArns } = new AppSecrets(this, 'app-secrets', {
      ...values.secrets,
      kmsKeyId,
      secrets: {
        database: {
          description: 'Connection strings: through the pool, and straight to the database',
          values: {
            DATABASE_URL: database.connectionUrlVia(pool, pgbouncer.port),
            DATABASE_DIRECT_URL: database.connectionUrl,
          },
        },
        redis: { description: 'Connection string of the cache', values: { REDIS_URL: cache.connectionUrl } },
        encryption: {
          description: 'Keys for columns and for backups',
          generate: { ENCRYPTION_KEY: { length: 64 }, BACKUP_ENCRYPTION_KEY: { length: 64 } },
        },
        clerk: { description: 'Clerk keys, set out of band' },
        external: { description: 'Third-party API keys, set out of band' },
        'email-bootstrap': { description: 'First e-mail provider, read once at the first boot; set out of band' },
      },
    });

    const placement = { cluster, vpcId, subnetIds, secretsKmsKeyArns: [kmsKeyId] };

    for (const [serviceName, { hosts, secretNames, ...service }] of Object.entries(services)) {
      new EcsService(this, serviceName, {
        ...service,
        ...placement,
        serviceName,
        imageUri: registry.uri(serviceName),
        secretsArns: secretNames.map((name) => secretArns[name]),
        securityGroupIds: [network.fargateAppSg],
        loadBalancer: { listenerArn: alb.listenerArn, hostHeaderValues: hosts },
      });
    }

    new EcsService(this, 'pgbouncer', {
      ...pgbouncer,
      ...placement,
      serviceName: 'pgbouncer',
      imageUri: registry.uri('pgbouncer'),
      secrets: { DATABASE_URL: { arn: secretArns.database, jsonKey: 'DATABASE_DIRECT_URL' } },
      securityGroupIds: [network.fargatePgbouncerSg],
      serviceDiscovery: cluster.namespace,
    });

    this.outputs({
      vpcId,
      natPublicIps: network.natPublicIps,
      albDnsName: alb.albDnsName,
      certificateValidationRecords: alb.validationRecords,
      clusterName: cluster.clusterName,
      databaseEndpoint: database.writerEndpoint,
      databaseMasterSecretArn: database.masterSecretArn,
      cacheEndpoint: cache.primaryEndpoint,
      repositoryUrls: registry.repositoryUrls,
      serviceUrls: Object.fromEntries(
        Object.entries(services).map(([name, { hosts }]) => [name, `https://${hosts[0]}`]),
      ),
    });
  }
}
