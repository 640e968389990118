import type { EdgeCloudflare } from '@restartix/edge-cloudflare';
import type { DeployIam } from '@restartix/deploy-iam';
import type { Observability } from '@restartix/observability';
import type { Compute } from './compute';
import type { Data } from './data';
import { serviceHosts } from './domain';
import type { Foundation } from './foundation';
import type { Jobs } from './jobs';
import type { PlatformConfig } from './platform.config';

interface Platform {
  readonly foundation: Foundation;
  readonly data: Data;
  readonly compute: Compute;
  readonly jobs: Jobs;
  readonly edge: EdgeCloudflare;
  readonly observability: Observability;
  readonly deployIam: DeployIam;
}

/** What people, pipelines and other stacks ask an environment for. */
export function outputsOf(config: PlatformConfig, platform: Platform): Record<string, unknown> {
  const { foundation, data, compute, jobs, edge, observability, deployIam } = platform;
  const urls = Object.entries(serviceHosts(config.domain)).map(([name, host]) => [name, `https://${host}`]);
  return {
    vpcId: foundation.network.vpcId,
    natPublicIps: foundation.network.natPublicIps,
    albDnsName: compute.loadBalancer.albDnsName,
    clusterName: foundation.cluster.clusterName,
    repositoryUrls: foundation.registry.repositoryUrls,
    databaseEndpoint: data.database.writerEndpoint,
    databaseMasterSecretArn: data.database.masterSecretArn,
    cacheEndpoint: data.cache.primaryEndpoint,
    uploadsBucket: data.uploads.bucketName,
    auditArchiveBucket: data.auditArchive.bucketName,
    backupsBucket: jobs.backups.bucketName,
    backupTaskDefinitionArn: jobs.backups.taskDefinitionArnWithoutRevision,
    restoreRoleArn: jobs.backups.restoreRoleArn,
    scheduleArns: jobs.scheduledTasks.scheduleArns,
    emailConfigurationSet: compute.email.configurationSetName,
    alertsTopicArn: observability.snsTopicArn,
    dashboardUrls: observability.dashboardUrls,
    cloudflareTokenSecretArn: edge.cfApiTokenSecretArn,
    deployRoleArn: deployIam.deployRoleArn,
    planRoleArn: deployIam.planRoleArn,
    applyRoleArn: deployIam.applyRoleArn,
    serviceUrls: Object.fromEntries(urls) as Record<string, string>,
  };
}
