import { contextOf, type EnvStack } from '@restartix/core';
import { CLOUDFLARE_IPV4_CIDRS, CLOUDFLARE_IPV6_CIDRS } from '@restartix/edge-cloudflare';
import type { AlbIngress } from '@restartix/network';
import type { MonitoredBackup } from '@restartix/observability';
import type { StorageBackups } from '@restartix/storage-backups';
import type { PlatformConfig } from './platform.config';
import type { ScheduleConfig } from './schedules';

// What modules of the page take, where it is more than a value of another module. Nothing is constructed here.

/** Who may connect to the load balancer. */
export function albIngress({ ingress }: PlatformConfig['cloudflare']): AlbIngress | undefined {
  return ingress === 'cloudflare' ? { ipv4Cidrs: CLOUDFLARE_IPV4_CIDRS, ipv6Cidrs: CLOUDFLARE_IPV6_CIDRS } : undefined;
}

/** The topic of observability, which watches the scheduled tasks and is made after them: hence by its name. */
export function alertsTopicArn(stack: EnvStack): string {
  const context = contextOf(stack, 'platform', 'scheduled-tasks');
  return context.arn({ service: 'sns', resource: `${context.project}-alerts-${context.env}` });
}

/** A backup is missing where it is scheduled and does not come. */
export function expectedBackups(
  backups: StorageBackups,
  { backupRunner }: ScheduleConfig,
): Record<string, MonitoredBackup> {
  return backupRunner === null
    ? {}
    : { 'database-backup': { successMetric: backups.successMetric, expectedEveryHours: 24, image: backups.image } };
}
