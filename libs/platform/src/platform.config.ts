import type { CacheRedisConfig } from '@restartix/cache-redis';
import type { DatabaseOutputs } from '@restartix/core';
import type { EcsClusterConfig } from '@restartix/ecs-cluster';
import type { EcsServiceOptions, FargateSize } from '@restartix/ecs-service';
import type { EdgeCloudflareConfig } from '@restartix/edge-cloudflare';
import type { DmarcPolicy } from '@restartix/email-ses';
import type { ClientCertificates, LoadBalancerConfig } from '@restartix/load-balancer';
import type { NetworkConfig, Placement } from '@restartix/network';
import type { ObservabilityConfig } from '@restartix/observability';
import type { StorageBackupsConfig } from '@restartix/storage-backups';
import type { Construct } from 'constructs';
import type { PoolSize } from './connection-pool';
import type { DatabaseUsersConfig } from './database-users';
import type { Domain } from './domain';
import type { EnvironmentConfig } from './environment';
import type { ScheduleConfig } from './schedules';
import type { GeneratedName, GeneratedVersions } from './secrets';
import type { ServiceName, ServiceSize } from './services';

/** A module's inputs without those that come from other modules. */
export type Wired<Config> = Omit<Config, 'vpcId' | 'subnetIds' | 'securityGroupIds' | 'kmsKeyId' | 'logKmsKeyArn'>;

/** A database module, whichever it is. */
export type DatabaseModule<Config extends object> = new (
  scope: Construct,
  id: string,
  config: Config & Placement & { readonly kmsKeyId: string; readonly logKmsKeyArn: string },
) => DatabaseOutputs;

/**
 * What differs between environments: values only. How things are connected is `PlatformStack`.
 * @typeParam DatabaseConfig - values of the environment's database module
 */
export interface PlatformConfig<DatabaseConfig extends object = object> {
  /** Name, account, region, tags and state of the environment. */
  readonly env: EnvironmentConfig;
  /** Where the environment answers. */
  readonly domain: Domain;
  /** The zone at Cloudflare. */
  readonly cloudflare: {
    /** Id of the account, 32 hexadecimal digits. */
    readonly accountId: string;
    /** Id of the zone, 32 hexadecimal digits. */
    readonly zoneId: string;
    /** Who makes what exists once in a zone (firewall, cache rules, TLS settings): one environment of it, the `owner`. */
    readonly zoneRules: 'owner' | 'shared';
    /**
     * The certificate that browsers see for `*.clinic…` and `*.portal…`, which Universal SSL does not cover: an advanced
     * one that is ordered here (paid, Advanced Certificate Manager), or one that the zone has.
     */
    readonly edgeCertificate: NonNullable<EdgeCloudflareConfig['edgeCertificate']>;
    /** Who may reach the load balancer: only Cloudflare, so that nobody walks around its firewall, or everyone. */
    readonly ingress: 'cloudflare' | 'everyone';
    /**
     * Whether the load balancer also asks Cloudflare for the zone's client certificate, which no other customer of Cloudflare
     * has. The zone's owner lets Cloudflare show it; a person uploads it first: see the runbook.
     * @default - it asks for none
     */
    readonly clientCertificates?: ClientCertificates;
  };
  /** Address block, zones, NAT and flow logs. */
  readonly network: Omit<NetworkConfig, 'albIngress'>;
  /** Inputs of the environment's database module. */
  readonly database: DatabaseConfig;
  /** The application’s users in the database; docs/runbook.md has the steps of a rotation. */
  readonly databaseUsers: DatabaseUsersConfig;
  /** Inputs of the cache. */
  readonly cache: Wired<CacheRedisConfig>;
  /** Inputs of the cluster. */
  readonly cluster: EcsClusterConfig;
  /** Deletion protection and access logs of the load balancer. */
  readonly loadBalancer: Pick<LoadBalancerConfig, 'deletionProtection' | 'accessLogs'>;
  /** The image repositories. */
  readonly registry: {
    /** Whether repositories with images in them may be deleted. */
    readonly forceDelete: boolean;
  };
  /** The keys of data and backups. */
  readonly keys: {
    /** Whether Terraform refuses to plan their destruction, and so that of the whole environment. */
    readonly deletionProtection: boolean;
  };
  /** The environment's secrets. */
  readonly secrets: {
    /** Days in which a deleted secret can be restored. */
    readonly recoveryWindowInDays: number;
    /**
     * Versions of generated keys. A rotation adds a version, makes it `current` in a later apply, and leaves the old one out when
     * nothing is encrypted with it any more.
     * @default - each has version 1
     */
    readonly keyVersions?: Readonly<Partial<Record<GeneratedName, GeneratedVersions>>>;
  };
  /**
   * Least level that applications log.
   * @default 'info'
   */
  readonly logLevel?: 'debug' | 'info' | 'warn' | 'error';
  /** Size and capacity of each service behind the load balancer. */
  readonly services: Readonly<Record<ServiceName, ServiceSize>>;
  /** Size and capacity of the connection pool. */
  readonly pgbouncer: FargateSize &
    Pick<EcsServiceOptions, 'desiredCount' | 'useSpot' | 'oldRevisions' | 'logs'> & {
      /**
       * Connections and clients of each task.
       * @default {}
       */
      readonly pool?: PoolSize;
    };
  /** Schedules that differ between environments. */
  readonly schedules: ScheduleConfig;
  /**
   * Size of the backup's task.
   * @default - by the storage that the database can grow to
   */
  readonly backups?: Pick<StorageBackupsConfig, 'size' | 'ephemeralStorageGib'>;
  /** The sender domain. */
  readonly email: {
    /** Where bounces and complaints are posted; null where nobody listens yet. */
    readonly bounceWebhookUrl: string | null;
    /** What receivers do with forged mail, and the mailbox that is told. */
    readonly dmarc: DmarcPolicy & Required<Pick<DmarcPolicy, 'reportTo'>>;
  };
  /** Who is told of alarms, and where they begin. */
  readonly observability: Pick<
    ObservabilityConfig,
    'alarmsEmailSubscribers' | 'slack' | 'minFreeStorageGib' | 'databaseEvents'
  >;
}
