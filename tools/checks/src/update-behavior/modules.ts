import { scheduledTasks } from './scheduled-tasks';
import { observability } from './observability';
import { storageS3 } from './storage-s3';
import { containerRegistry } from './container-registry';
import { appSecrets } from './app-secrets';
import { breakGlass, githubOidcProvider, deployIam } from './deploy-iam';
import { ecsCluster } from './ecs-cluster';
import { encryptionKey } from './encryption-key';
import { loadBalancer } from './load-balancer';
import { backupCopy, storageBackups } from './storage-backups';
import { tfstateBackend } from './tfstate-backend';
import type { AnyUpdateBehavior } from './rows';

/** The rows of every module. */
export const UPDATE_BEHAVIOR: readonly AnyUpdateBehavior[] = [
  storageBackups,
  scheduledTasks,
  observability,
  deployIam,
  githubOidcProvider,
  storageS3,
  containerRegistry,
  appSecrets,
  breakGlass,
  ecsCluster,
  encryptionKey,
  loadBalancer,
  backupCopy,
  tfstateBackend,
];

/** Library and class of what has no rows yet. The platform's stacks are made of modules, whose inputs have rows. */
export const WITHOUT_ROWS: readonly string[] = [
  'cache-redis CacheRedis',
  'core EnvStack',
  'core EphemeralResource',
  'core ServiceRole',
  'core WriteOnlySecret',
  'database-aurora-serverless DatabaseAuroraServerless',
  'database-rds DatabaseRds',
  'ecs-service EcsService',
  'edge-cloudflare EdgeCloudflare',
  'email-ses EmailSes',
  'network Network',
  'platform BootstrapStack',
  'platform PlatformStack',
];
