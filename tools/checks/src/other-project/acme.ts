import { AppSecrets } from '@restartix/app-secrets';
import { CacheRedis } from '@restartix/cache-redis';
import { ContainerRegistry } from '@restartix/container-registry';
import type { EnvStack, EnvStackConfig } from '@restartix/core';
import { useCloudflare } from '@restartix/core/cloudflare';
import { DatabaseAuroraServerless } from '@restartix/database-aurora-serverless';
import { DatabaseRds } from '@restartix/database-rds';
import { DeployIam, GithubOidcProvider } from '@restartix/deploy-iam';
import { EcsCluster } from '@restartix/ecs-cluster';
import { EcsService } from '@restartix/ecs-service';
import { EdgeCloudflare } from '@restartix/edge-cloudflare';
import { EmailSes } from '@restartix/email-ses';
import { EncryptionKey } from '@restartix/encryption-key';
import { LoadBalancer } from '@restartix/load-balancer';
import { Network } from '@restartix/network';
import { Observability, type ObservabilityConfig } from '@restartix/observability';
import { ScheduledTasks } from '@restartix/scheduled-tasks';
import { StorageBackups } from '@restartix/storage-backups';
import { StorageS3 } from '@restartix/storage-s3';
import { TfstateBackend } from '@restartix/tfstate-backend';

/** Another company's project: every module, with only its required inputs. */
export const ACME: EnvStackConfig = {
  project: 'acme',
  env: 'live',
  owner: 'web-team',
  costCenter: 'shop',
  region: 'us-east-1',
  accountId: '210987654321',
  state: { bucket: 'acme-state' },
};

const ZONE = 'acme.example';

export function composeAcme(stack: EnvStack): void {
  const { region } = stack;
  const image = `210987654321.dkr.ecr.${region}.amazonaws.com/acme-live-shop:1.0.0`;
  const state = new TfstateBackend(stack, 'state', { bucketName: 'acme-state' });
  useCloudflare(stack);
  const network = new Network(stack, 'network', {
    vpcCidr: '10.40.0.0/16',
    availabilityZones: [`${region}a`, `${region}b`],
    natStrategy: 'nat-instance',
    flowLogs: {},
  });
  const key = new EncryptionKey(stack, 'key');
  const kmsKeyId = key.keyArn;
  new ContainerRegistry(stack, 'registry', { repositories: ['shop'], kmsKeyId });
  const secrets = new AppSecrets(stack, 'secrets', {
    kmsKeyId,
    secrets: { backups: { description: 'Key for backups', generate: { key: 'BACKUP_ENCRYPTION_KEY' } } },
  });

  const orders = new DatabaseRds(stack, 'orders', {
    instanceClass: 'db.t4g.medium',
    allocatedStorage: 20,
    maxAllocatedStorage: 100,
    multiAz: true,
    backupRetentionPeriod: 7,
    kmsKeyId,
    ...network.placement('rds'),
  });
  new DatabaseAuroraServerless(stack, 'search', {
    name: 'search',
    minCapacity: 0.5,
    maxCapacity: 4,
    backupRetentionPeriod: 7,
    kmsKeyId,
    ...network.placement('rds'),
  });
  new CacheRedis(stack, 'cache', { nodeType: 'cache.t4g.small', replicas: 1, kmsKeyId, ...network.placement('redis') });

  const loadBalancer = new LoadBalancer(stack, 'load-balancer', {
    subnetIds: network.publicSubnetIds,
    securityGroupIds: [network.albSg],
    certificate: { domainNames: [ZONE, `*.${ZONE}`] },
    accessLogs: {},
  });
  const cluster = new EcsCluster(stack, 'cluster', {
    exec: {},
    privateDnsNamespace: { vpcId: network.vpcId },
  });
  const shop = new EcsService(stack, 'shop', {
    serviceName: 'shop',
    imageUri: image,
    port: 3000,
    cpu: 256,
    memory: 512,
    minCapacity: 1,
    maxCapacity: 4,
    targetCpuPct: 60,
    cluster,
    loadBalancer: { listenerArn: loadBalancer.listenerArn, hostHeaderValues: [`shop.${ZONE}`] },
    secretsArns: [orders.masterSecretArn],
    ...network.placement('fargate-app'),
  });
  new ScheduledTasks(stack, 'jobs', {
    cluster,
    defaultSubnetIds: network.privateSubnetIds,
    defaultSecurityGroupIds: [network.fargateAppSg],
    tasks: {
      report: {
        runs: shop,
        command: ['report'],
        scheduleExpression: 'rate(1 day)',
      },
    },
  });

  new StorageS3(stack, 'uploads', { bucketName: 'acme-uploads', lifecycleStrategy: 'none', kmsKeyId });
  new StorageS3(stack, 'audit', { bucketName: 'acme-audit', lifecycleStrategy: 'audit-archive', kmsKeyId });
  new StorageBackups(stack, 'backups', {
    bucketName: 'acme-backups',
    runnerImageUri: image,
    databaseSecretArn: orders.masterSecretArn,
    backupEncryptionSecretArn: secrets.arns.backups,
    clusterArn: cluster.clusterArn,
    subnetIds: network.privateSubnetIds,
    securityGroupIds: [network.migrationsRunnerSg],
    migrationsRunnerSgId: network.migrationsRunnerSg,
  });
  const email = new EmailSes(stack, 'email', {
    senderDomain: `mail.${ZONE}`,
    bounceWebhookUrl: `https://shop.${ZONE}/ses`,
  });
  new EdgeCloudflare(stack, 'edge', {
    cloudflareZoneId: '0123456789abcdef0123456789abcdef',
    cloudflareAccountId: 'fedcba9876543210fedcba9876543210',
    zoneName: ZONE,
    albDnsName: loadBalancer.albDnsName,
    hosts: { shop: { name: `shop.${ZONE}` } },
    saasOriginHostname: `origin.${ZONE}`,
    zoneRules: 'owner',
    dnsRecords: email.dnsRecords,
    staticAssets: { shop: { target: `shop.${ZONE}/static/*` } },
    kmsKeyId,
  });
  new Observability(stack, 'observability', {
    alarmsEmailSubscribers: [`team@${ZONE}`],
    ...tellSlack(stack),
    kmsKeyId,
    databases: { orders },
    services: { shop: { metricDimensions: { ClusterName: cluster.clusterName, ServiceName: 'acme-live-shop' } } },
  });
  const github = new GithubOidcProvider(stack, 'github');
  new DeployIam(stack, 'deploy', {
    githubOrg: 'acme',
    githubRepo: 'shop',
    oidcProviderArn: github.oidcProviderArn,
    services: ['shop'],
    planStateStatements: state.statePolicy('live', 'read'),
    applyStateStatements: state.statePolicy('live', 'write'),
  });
}

/** AWS GovCloud (US) has no AWS Chatbot. */
function tellSlack({ region }: EnvStack): Pick<ObservabilityConfig, 'slack' | 'slackWebhookUrl'> {
  if (!region.startsWith('us-gov-')) return { slack: { workspaceId: 'T07EA123LEP', channelId: 'C07EZ1ABC23' } };
  return { slackWebhookUrl: `arn:aws-us-gov:secretsmanager:${region}:210987654321:secret:slack-AbCdEf` };
}
