import type { CacheRedisConfig } from '@restartix/cache-redis';
import type { EnvStackConfig } from '@restartix/core';
import type { EcsClusterConfig } from '@restartix/ecs-cluster';
import type { EcsServiceOptions, FargateSize } from '@restartix/ecs-service';
import type { LoadBalancerConfig } from '@restartix/load-balancer';
import type { NetworkConfig } from '@restartix/network';
import type { Domain } from './domain';
import type { ScheduleConfig } from './schedules';
import type { ServiceName, ServiceSize } from './services';

/** A module's inputs without those that come from other modules. */
export type Wired<Config> = Omit<Config, 'vpcId' | 'subnetIds' | 'securityGroupIds' | 'kmsKeyId'>;

/** What differs between environments: values only. How things are connected is `PlatformStack`. */
export interface PlatformConfig {
  readonly env: EnvStackConfig;
  readonly domain: Domain;
  readonly cloudflare: {
    readonly accountId: string;
    readonly zoneId: string;
    /** Who makes what exists once in a zone (firewall, cache rules, TLS settings): one environment of it, the `owner`. */
    readonly zoneRules: 'owner' | 'shared';
    /** Who may reach the load balancer: only Cloudflare, so that nobody walks around its firewall, or everyone. */
    readonly ingress: 'cloudflare' | 'everyone';
  };
  readonly network: Omit<NetworkConfig, 'albIngress'>;
  readonly cache: Wired<CacheRedisConfig>;
  readonly cluster: EcsClusterConfig;
  readonly loadBalancer: Pick<LoadBalancerConfig, 'deletionProtection' | 'accessLogs'>;
  /** Whether repositories with images in them may be deleted. */
  readonly registry: { readonly forceDelete: boolean };
  /** Days in which a deleted secret can be restored. */
  readonly secrets: { readonly recoveryWindowInDays: number };
  readonly services: Readonly<Record<ServiceName, ServiceSize>>;
  readonly pgbouncer: FargateSize & Pick<EcsServiceOptions, 'desiredCount' | 'useSpot' | 'oldRevisions' | 'logs'>;
  readonly schedules: ScheduleConfig;
  readonly email: {
    /** Where bounces and complaints are posted; null where nobody listens yet. */
    readonly bounceWebhookUrl: string | null;
  };
  readonly alarms: {
    readonly emailSubscribers: readonly string[];
    readonly slack?: { readonly workspaceId: string; readonly channelId: string };
    /** The database's limits, which its alarms stand below. */
    readonly database?: { readonly maxCapacity?: number; readonly minFreeStorageGib?: number };
  };
  readonly github: {
    readonly org: string;
    readonly repo: string;
    /** Branches whose workflows may deploy and apply. */
    readonly branches: readonly string[];
  };
}
