import { AppSecrets } from '@restartix/app-secrets';
import { CacheRedis } from '@restartix/cache-redis';
import { ContainerRegistry } from '@restartix/container-registry';
import { EnvStack, recordOf, type PolicyStatement } from '@restartix/core';
import { useCloudflare } from '@restartix/core/cloudflare';
import { EcsCluster } from '@restartix/ecs-cluster';
import { EcsService, EcsTask } from '@restartix/ecs-service';
import { EdgeCloudflare } from '@restartix/edge-cloudflare';
import { EmailSes } from '@restartix/email-ses';
import { EncryptionKey } from '@restartix/encryption-key';
import { LoadBalancer } from '@restartix/load-balancer';
import { Network } from '@restartix/network';
import { Observability } from '@restartix/observability';
import { ScheduledTasks } from '@restartix/scheduled-tasks';
import { StorageBackups } from '@restartix/storage-backups';
import { StorageS3 } from '@restartix/storage-s3';
import type { Construct } from 'constructs';
import { businessMetrics } from './business-metrics';
import { POOL_PORT, poolContainer } from './connection-pool';
import { containerOf, type Facts } from './contract';
import { DatabaseUsers, databaseUsersContainer } from './database-users';
import { Deployments } from './deployments';
import { hostName, SAAS_ORIGIN, SENDER, serviceHosts } from './domain';
import { checkedEnvironment } from './environment';
import { checkPlatform } from './platform.checks';
import type { DatabaseModule, PlatformConfig } from './platform.config';
import { coreApiTasks } from './schedules';
import { secretsOf } from './secrets';
import {
  byService,
  CUSTOM_DOMAINS,
  FIRST_LOAD_BALANCER,
  MIGRATIONS,
  REPOSITORIES,
  SERVICES,
  SERVICE_NAMES,
  loadBalancerNames,
  loadBalancerOf,
  usesDatabase,
  type ServiceName,
} from './services';
import { albIngress, alertsTopicArn, expectedBackups } from './wiring';

/** Where the parts of a platform are. */
export interface PlatformStacks {
  /**
   * Another stack of the app, for the network and what holds data; the services stay in this one.
   * @default - everything is in one stack
   */
  readonly foundation?: EnvStack;
}

/**
 * One environment of the platform: every module of it, and what each takes from the others. The order is that of the
 * specification, except that a module comes after those whose values it takes. What differs between environments is in
 * their `config.ts`, and which database module they use.
 */
export class PlatformStack<DatabaseConfig extends object> extends EnvStack {
  constructor(
    scope: Construct,
    config: PlatformConfig<DatabaseConfig>,
    Database: DatabaseModule<DatabaseConfig>,
    { foundation: other }: PlatformStacks = {},
  ) {
    super(scope, config.env.env, checkedEnvironment(config.env));
    checkPlatform(this.env, config);
    const foundation = other ?? this;
    useCloudflare(this);
    const { project, env } = this;
    const hosts = serviceHosts(config.domain);
    const saasOrigin = hostName(config.domain, SAAS_ORIGIN);

    const { keyArn: kmsKeyId } = new EncryptionKey(foundation, 'encryption-key', {
      ...config.keys,
      publishers: ['ses', 'sns'],
    });
    const encrypted = { kmsKeyId, logKmsKeyArn: kmsKeyId };

    const network = new Network(foundation, 'network', {
      ...config.network,
      flowLogs: config.network.flowLogs && { kmsKeyArn: kmsKeyId, ...config.network.flowLogs },
      albIngress: albIngress(config.cloudflare),
    });

    const database = new Database(foundation, 'database', {
      ...config.database,
      ...network.placement('rds'),
      ...encrypted,
    });

    const cache = new CacheRedis(foundation, 'cache', { ...config.cache, ...network.placement('redis'), ...encrypted });

    const cluster = new EcsCluster(foundation, 'ecs-cluster', {
      ...config.cluster,
      logKmsKeyArn: kmsKeyId,
      privateDnsNamespace: { vpcId: network.vpcId },
    });

    const registry = new ContainerRegistry(foundation, 'container-registry', {
      ...config.registry,
      repositories: REPOSITORIES,
      kmsKeyId,
    });

    const secrets = new AppSecrets(foundation, 'app-secrets', {
      recoveryWindowInDays: config.secrets.recoveryWindowInDays,
      secrets: secretsOf({ database, cache, keyVersions: config.secrets.keyVersions }),
      kmsKeyId,
    });

    const users = new DatabaseUsers(foundation, 'application-users', {
      ...config.databaseUsers,
      recoveryWindowInDays: config.secrets.recoveryWindowInDays,
      dbName: database.dbName,
      pool: { host: `pgbouncer.${cluster.namespace.namespaceName}`, port: POOL_PORT },
      kmsKeyId,
    });

    const uploads = new StorageS3(foundation, 'uploads-bucket', {
      bucketName: `${project}-uploads-${env}`,
      lifecycleStrategy: 'none',
      kmsKeyId,
    });

    const auditArchive = new StorageS3(foundation, 'audit-archive-bucket', {
      bucketName: `${project}-audit-archive-${env}`,
      lifecycleStrategy: 'audit-archive',
      enableObjectLock: true,
      kmsKeyId,
    });

    const emailDomain = hostName(config.domain, SENDER);
    const email = new EmailSes(foundation, 'email', {
      ...config.email,
      senderDomain: emailDomain,
      kmsKeyArn: kmsKeyId,
    });

    const loadBalancers = recordOf(loadBalancerNames(), (name) => {
      const served = SERVICE_NAMES.filter((service) => loadBalancerOf(service) === name);
      const origins = served.includes(CUSTOM_DOMAINS) ? [saasOrigin] : [];
      return new LoadBalancer(this, name === FIRST_LOAD_BALANCER ? 'load-balancer' : `load-balancer-${name}`, {
        ...config.loadBalancer,
        ...network.placement('alb'),
        name,
        // Full (strict) takes a certificate for the requested or the target hostname: a customer's domain, or this origin.
        // https://developers.cloudflare.com/ssl/origin-configuration/ssl-modes/full-strict/
        certificate: { domainNames: [...served.map((service) => hosts[service]), ...origins] },
        clientCertificates: config.cloudflare.clientCertificates,
      });
    });
    const { [FIRST_LOAD_BALANCER]: loadBalancer, ...furtherLoadBalancers } = loadBalancers;
    const of = (service: ServiceName): LoadBalancer => loadBalancers[loadBalancerOf(service)]!;

    const edge = new EdgeCloudflare(this, 'edge', {
      cloudflareAccountId: config.cloudflare.accountId,
      cloudflareZoneId: config.cloudflare.zoneId,
      zoneName: config.domain.zone,
      zoneRules: config.cloudflare.zoneRules,
      albDnsName: of(CUSTOM_DOMAINS).albDnsName,
      hosts: byService((name) => ({ name: hosts[name], albDnsName: of(name).albDnsName })),
      saasOriginHostname: saasOrigin,
      dnsRecords: email.dnsRecords,
      certificates: Object.fromEntries(Object.values(loadBalancers).map((each) => [each.node.id, each])),
      edgeCertificate: config.cloudflare.edgeCertificate,
      authenticatedOriginPulls:
        config.cloudflare.zoneRules === 'owner' && config.cloudflare.clientCertificates !== undefined,
      secretRecoveryWindowInDays: config.secrets.recoveryWindowInDays,
      kmsKeyId,
    });
    for (const each of Object.values(loadBalancers)) each.listenAfter(edge.certificateValidations[each.node.id]!);

    // What a service does in AWS itself.
    const taskPolicies: Partial<Record<ServiceName, readonly PolicyStatement[]>> = {
      'core-api': [...uploads.readWriteStatements(), ...auditArchive.appendStatements(), ...email.sendStatements],
    };
    const facts: Facts = {
      ...{ project, env, hosts, saasOrigin, secrets },
      region: this.region,
      logLevel: config.logLevel ?? 'info',
      cloudflareZoneId: config.cloudflare.zoneId,
      uploadsBucket: uploads.bucketName,
      auditArchiveBucket: auditArchive.bucketName,
      emailConfigurationSet: email.configurationSetName,
      emailDomain,
      databaseUrl: users.variables.secrets['DATABASE_URL']!,
      databaseDirectUrl: { arn: secrets.arns.database, jsonKey: 'DATABASE_DIRECT_URL' },
      cloudflareToken: { arn: edge.cfApiTokenSecretArn, jsonKey: 'CLOUDFLARE_API_TOKEN' },
    };
    // core-api, telemetry-api, clinic, portal, console
    const behindLoadBalancer = byService(
      (name) =>
        new EcsService(this, name, {
          ...config.services[name],
          ...network.placement('fargate-app'),
          cluster,
          serviceName: name,
          imageUri: registry.images[name]!,
          port: SERVICES[name].port,
          healthCheckPath: SERVICES[name].healthCheckPath,
          ...containerOf(name, facts, config.services[name].exec),
          secretsKmsKeyArns: [kmsKeyId],
          taskPolicy: taskPolicies[name],
          loadBalancer: {
            listenerArn: of(name).listenerArn,
            albArnSuffix: of(name).albArnSuffix,
            hostHeaderValues: [hosts[name]],
            unmatchedHosts: name === CUSTOM_DOMAINS,
          },
          logs: { kmsKeyArn: kmsKeyId, ...config.services[name].logs },
        }),
    );

    const migrations = new EcsTask(this, 'migrations', {
      ...MIGRATIONS,
      ...network.placement('migrations-runner'),
      cluster,
      taskName: 'migrations',
      imageUri: registry.images['core-api']!,
      ...containerOf('migrations', facts),
      secretsKmsKeyArns: [kmsKeyId],
      oldRevisions: config.services['core-api'].oldRevisions,
      logs: { kmsKeyArn: kmsKeyId, ...config.services['core-api'].logs },
    });

    const { pool, ...pgbouncerSize } = config.pgbouncer;
    const pgbouncer = new EcsService(this, 'pgbouncer', {
      ...pgbouncerSize,
      ...poolContainer({ database, users, size: pool, tasks: pgbouncerSize.desiredCount }),
      ...network.placement('fargate-pgbouncer'),
      cluster,
      serviceName: 'pgbouncer',
      imageUri: registry.images['pgbouncer']!,
      secretsKmsKeyArns: [kmsKeyId],
      serviceDiscovery: cluster.namespace,
      logs: { kmsKeyArn: kmsKeyId, ...config.pgbouncer.logs },
    });
    const services = { ...behindLoadBalancer, pgbouncer };

    const databaseUsers = new EcsTask(this, 'database-users', {
      ...databaseUsersContainer(users, { arn: secrets.arns.database, jsonKey: 'DATABASE_DIRECT_URL' }),
      ...network.placement('migrations-runner'),
      cluster,
      taskName: 'database-users',
      imageUri: registry.images['backup-runner']!,
      cpu: 256,
      memory: 512,
      oldRevisions: config.pgbouncer.oldRevisions,
      secretsKmsKeyArns: [kmsKeyId],
      logs: { kmsKeyArn: kmsKeyId },
    });

    const backups = new StorageBackups(this, 'backups', {
      ...network.placement('migrations-runner'),
      bucketName: `${project}-backups-primary-${env}`,
      ...config.backups,
      keyDeletionProtection: config.keys.deletionProtection,
      databaseStorageGib: database.maxStorageGib,
      runnerImageUri: registry.images['backup-runner']!,
      databaseSecretArn: secrets.arns.database,
      backupEncryptionSecretArn: secrets.key('backup-encryption'),
      secretsKmsKeyArns: [kmsKeyId],
      clusterArn: cluster.clusterArn,
      logKmsKeyArn: kmsKeyId,
      migrationsRunnerSgId: network.migrationsRunnerSg,
      applications: services,
    });

    // `db:tunnel` runs it for the time of a session: nothing else has a way in to the database from outside.
    const dbTunnel = new EcsTask(this, 'db-tunnel', {
      ...network.placement('migrations-runner'),
      cluster,
      taskName: 'db-tunnel',
      imageUri: registry.images['backup-runner']!,
      // An hour, should whoever opened it never stop it.
      command: ['sleep', '3600'],
      cpu: 256,
      memory: 512,
      exec: true,
      logs: { kmsKeyArn: kmsKeyId },
    });

    const scheduledTasks = new ScheduledTasks(this, 'scheduled-tasks', {
      cluster,
      defaultSubnetIds: network.privateSubnetIds,
      defaultSecurityGroupIds: [network.fargateAppSg],
      failureTopicArn: alertsTopicArn(this),
      logKmsKeyArn: kmsKeyId,
      databaseAutoPauseSeconds: database.secondsUntilAutoPause,
      tasks: {
        ...coreApiTasks(services['core-api'], config.schedules),
        'backup-runner': {
          runs: backups,
          scheduleExpression: config.schedules.backupRunner,
          // Reads the database, while the partitions of the next months are made on the first of each.
          mayStartWith: ['audit-partition-roll'],
        },
      },
    });

    const observability = new Observability(this, 'observability', {
      ...config.observability,
      nats: network.nats,
      cluster,
      services,
      loadBalancer,
      loadBalancers: furtherLoadBalancers,
      databases: { database },
      caches: { cache },
      schedules: scheduledTasks,
      backups: expectedBackups(backups, config.schedules),
      email,
      businessMetrics: businessMetrics(this),
    });

    // What pipelines and day-two commands read.
    new Deployments(this, 'deployments', {
      cluster: cluster.clusterName,
      images: REPOSITORIES,
      services: {
        ...byService((name) => ({
          runs: services[name],
          size: config.services[name],
          image: name,
          ...network.placement('fargate-app'),
          order: 1,
        })),
        pgbouncer: {
          runs: pgbouncer,
          size: config.pgbouncer,
          image: 'pgbouncer',
          ...network.placement('fargate-pgbouncer'),
          // Its clients find it there.
          order: 0,
        },
      },
      jobs: {
        'backup-runner': { runs: backups, image: 'backup-runner', ...network.placement('migrations-runner'), order: 0 },
        'backup-restore': {
          runs: backups.restoreJob,
          image: 'backup-runner',
          ...network.placement('migrations-runner'),
          order: 0,
          taskRole: backups.restoreJob.taskRoleArn,
        },
        'db-tunnel': { runs: dbTunnel, image: 'backup-runner', ...network.placement('migrations-runner'), order: 0 },
        'database-users': {
          runs: databaseUsers,
          image: 'backup-runner',
          ...network.placement('migrations-runner'),
          order: 1,
          // Neither is healthy before it can log in to the database.
          before: ['pgbouncer', ...SERVICE_NAMES.filter(usesDatabase)],
        },
        migrations: {
          runs: migrations,
          image: 'core-api',
          ...network.placement('migrations-runner'),
          order: 2,
          before: ['core-api'],
        },
      },
    });

    this.outputs({
      vpcId: network.vpcId,
      natPublicIps: network.natPublicIps,
      albDnsName: of(CUSTOM_DOMAINS).albDnsName,
      clusterName: cluster.clusterName,
      repositoryUrls: registry.repositoryUrls,
      databaseEndpoint: database.writerEndpoint,
      databaseMasterSecretArn: database.masterSecretArn,
      cacheEndpoint: cache.primaryEndpoint,
      uploadsBucket: uploads.bucketName,
      auditArchiveBucket: auditArchive.bucketName,
      backupsBucket: backups.bucketName,
      migrationsTaskDefinitionArn: migrations.taskDefinitionArnWithoutRevision,
      backupTaskDefinitionArn: backups.taskDefinitionArnWithoutRevision,
      restoreRoleArn: backups.restoreRoleArn,
      scheduleArns: scheduledTasks.scheduleArns,
      emailConfigurationSet: email.configurationSetName,
      alertsTopicArn: observability.snsTopicArn,
      dashboardUrls: observability.dashboardUrls,
      cloudflareTokenSecretArn: edge.cfApiTokenSecretArn,
      serviceUrls: byService((name) => `https://${hosts[name]}`),
    });
  }
}
