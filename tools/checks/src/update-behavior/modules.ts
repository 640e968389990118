import { encryptionKey } from './encryption-key';
import type { AnyUpdateBehavior } from './rows';

/** The rows of every module. */
export const UPDATE_BEHAVIOR: readonly AnyUpdateBehavior[] = [encryptionKey];

/** Library and class of what has no rows yet. */
export const WITHOUT_ROWS: readonly string[] = [
  'app-secrets AppSecrets',
  'cache-redis CacheRedis',
  'container-registry ContainerRegistry',
  'core EnvStack',
  'core EphemeralResource',
  'core ServiceRole',
  'core WriteOnlySecret',
  'database-aurora-serverless DatabaseAuroraServerless',
  'database-rds DatabaseRds',
  'deploy-iam BreakGlass',
  'deploy-iam DeployIam',
  'deploy-iam GithubOidcProvider',
  'ecs-cluster EcsCluster',
  'ecs-service EcsService',
  'edge-cloudflare EdgeCloudflare',
  'email-ses EmailSes',
  'load-balancer LoadBalancer',
  'network Network',
  'observability Observability',
  'platform BootstrapStack',
  'platform PlatformStack',
  'scheduled-tasks ScheduledTasks',
  'storage-backups BackupCopy',
  'storage-backups StorageBackups',
  'storage-s3 StorageS3',
  'tfstate-backend TfstateBackend',
];
