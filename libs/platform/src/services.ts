import type { EcsServiceOptions, FargateSize } from '@restartix/ecs-service';
import type { SecretName } from './secrets';

/** What a service is in every environment. */
export interface ServiceDefinition {
  readonly port: number;
  readonly healthCheckPath: string;
  /** Its host name before the environment's suffix and the domain: `api` is `api-staging.restartix.pro` in staging. */
  readonly host: string;
  /** Whether it is a Next.js application. */
  readonly frontend: boolean;
  /** Whether it reads and writes the database. */
  readonly database: boolean;
  /** The secrets whose values it reads. */
  readonly secrets: readonly SecretName[];
}

const DEFINITIONS = {
  'core-api': {
    port: 9000,
    healthCheckPath: '/health',
    host: 'api',
    frontend: false,
    database: true,
    secrets: ['redis', 'encryption', 'clerk', 'external', 'email-bootstrap'],
  },
  'telemetry-api': {
    port: 9100,
    healthCheckPath: '/health',
    host: 'telemetry',
    frontend: false,
    database: true,
    secrets: ['redis'],
  },
  clinic: {
    port: 3000,
    healthCheckPath: '/api/health',
    host: '*.clinic',
    frontend: true,
    database: false,
    secrets: ['clerk'],
  },
  portal: {
    port: 3001,
    healthCheckPath: '/api/health',
    host: '*.portal',
    frontend: true,
    database: false,
    secrets: ['clerk'],
  },
  console: {
    port: 3002,
    healthCheckPath: '/api/health',
    host: 'console',
    frontend: true,
    database: false,
    secrets: ['clerk'],
  },
} satisfies Record<string, ServiceDefinition>;

export type ServiceName = keyof typeof DEFINITIONS;

/** The services behind the load balancer. A new one is an entry here and its size in each environment. */
export const SERVICES: Readonly<Record<ServiceName, ServiceDefinition>> = DEFINITIONS;

/** The keys of `SERVICES`. */
export const SERVICE_NAMES = Object.keys(SERVICES) as ServiceName[];

/**
 * The service that answers on customers' own domains (Cloudflare for SaaS), which the load balancer does not know: towards
 * the origin Cloudflare keeps their names in Host and SNI.
 * @see https://developers.cloudflare.com/cloudflare-for-platforms/cloudflare-for-saas/start/advanced-settings/custom-origin/
 */
export const CUSTOM_DOMAINS: ServiceName = 'portal';

/** One value for each service behind the load balancer. */
export function byService<T>(make: (name: ServiceName) => T): Record<ServiceName, T> {
  return Object.fromEntries(SERVICE_NAMES.map((name) => [name, make(name)])) as Record<ServiceName, T>;
}

/** What the applications' pipelines push and deploy. */
export const APPLICATIONS: readonly string[] = [...SERVICE_NAMES, 'pgbouncer'];

/** What images are pushed to. The runner reads and writes backups: no pipeline of an application deploys its image. */
export const REPOSITORIES: readonly string[] = [...APPLICATIONS, 'backup-runner'];

/** Jobs that a deployment runs before services: in an application's image, and in another. */
export const DEPLOYMENT_JOBS = { jobs: ['migrations'], otherJobs: ['database-users'] } as const;

/** How large a service is, and what it runs on: what differs from environment to environment. */
export type ServiceSize = FargateSize &
  Pick<
    EcsServiceOptions,
    'desiredCount' | 'minCapacity' | 'maxCapacity' | 'targetCpuPct' | 'useSpot' | 'oldRevisions' | 'logs'
  >;
