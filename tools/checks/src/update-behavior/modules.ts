import { appSecrets } from './app-secrets';
import { cacheRedis } from './cache-redis';
import { containerRegistry } from './container-registry';
import { databaseAuroraServerless } from './database-aurora-serverless';
import { databaseRds } from './database-rds';
import { breakGlass, deployIam, githubOidcProvider } from './deploy-iam';
import { ecsCluster } from './ecs-cluster';
import { ecsService } from './ecs-service';
import { edgeCloudflare } from './edge-cloudflare';
import { emailSes } from './email-ses';
import { encryptionKey } from './encryption-key';
import { loadBalancer } from './load-balancer';
import { network } from './network';
import { observability } from './observability';
import { scheduledTasks } from './scheduled-tasks';
import { backupCopy, storageBackups } from './storage-backups';
import { storageS3 } from './storage-s3';
import { tenantCmk } from './tenant-cmk';
import { tenantS3Bucket } from './tenant-s3-bucket';
import { tfstateBackend } from './tfstate-backend';
import type { AnyUpdateBehavior } from './rows';

/** The rows of every module. */
export const UPDATE_BEHAVIOR: readonly AnyUpdateBehavior[] = [
  appSecrets,
  backupCopy,
  breakGlass,
  cacheRedis,
  containerRegistry,
  databaseAuroraServerless,
  databaseRds,
  deployIam,
  ecsCluster,
  ecsService,
  edgeCloudflare,
  emailSes,
  encryptionKey,
  githubOidcProvider,
  loadBalancer,
  network,
  observability,
  scheduledTasks,
  storageBackups,
  storageS3,
  tenantCmk,
  tenantS3Bucket,
  tfstateBackend,
];

/** Library and class of what has no rows yet. The platform's stacks are made of modules, whose inputs have rows. */
export const WITHOUT_ROWS: readonly string[] = [
  'core EnvStack',
  'core EphemeralResource',
  'core ServiceRole',
  'core WriteOnlySecret',
  'platform BootstrapStack',
  'platform PlatformStack',
];
