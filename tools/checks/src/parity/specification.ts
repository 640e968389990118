import { cacheRedis } from './cache-redis';
import { databaseAuroraServerless } from './database-aurora-serverless';
import { databaseRds } from './database-rds';
import { deployIam } from './deploy-iam';
import { ecsCluster } from './ecs-cluster';
import { ecsService } from './ecs-service';
import { edgeCloudflare } from './edge-cloudflare';
import { emailSes } from './email-ses';
import { network } from './network';
import { observability } from './observability';
import type { ModuleParity } from './parity';
import { scheduledTasks } from './scheduled-tasks';
import { storageBackups } from './storage-backups';
import { storageS3 } from './storage-s3';
import { tenantCmk } from './tenant-cmk';
import { tenantS3Bucket } from './tenant-s3-bucket';
import { tfstateBackend } from './tfstate-backend';

/** The specification's fourteen modules and its two of single tenants, in its order. */
export const SPECIFICATION: readonly ModuleParity[] = [
  network,
  databaseRds,
  databaseAuroraServerless,
  cacheRedis,
  ecsCluster,
  ecsService,
  scheduledTasks,
  storageS3,
  storageBackups,
  emailSes,
  observability,
  deployIam,
  edgeCloudflare,
  tfstateBackend,
  tenantS3Bucket,
  tenantCmk,
];
