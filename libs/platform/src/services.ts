import type { EcsServiceOptions, FargateSize } from '@restartix/ecs-service';
import type { SecretVariable } from './secrets';

/** What a service is in every environment. */
export interface ServiceDefinition {
  readonly port: number;
  readonly healthCheckPath: string;
  /** Its host name before the environment's suffix and the domain: `api` is `api-staging.restartix.pro` in staging. */
  readonly host: string;
  /** Whether it is a Next.js application. */
  readonly frontend: boolean;
  /**
   * Name of the load balancer that it is behind: a name that no other service has makes another load balancer. One serves a hundred
   * services.
   * @default 'alb'
   */
  readonly loadBalancer?: string;
  /** The secrets it gets, each as an environment variable; what else it gets is in `contract/variables.ts`. */
  readonly secrets: readonly SecretVariable[];
}

const DEFINITIONS = {
  'core-api': {
    port: 9000,
    healthCheckPath: '/health',
    host: 'api',
    frontend: false,
    secrets: [
      'DATABASE_URL',
      'REDIS_URL',
      'ENCRYPTION_KEY',
      'CLERK_SECRET_KEY',
      'CLERK_PUBLISHABLE_KEY',
      'CLERK_WEBHOOK_SIGNING_SECRET',
      'DAILY_API_KEY',
      'EMAIL_BOOTSTRAP_PROVIDER',
      'EMAIL_BOOTSTRAP_FROM',
      'CLOUDFLARE_API_TOKEN',
    ],
  },
  'telemetry-api': {
    port: 9100,
    healthCheckPath: '/health',
    host: 'telemetry',
    frontend: false,
    secrets: ['DATABASE_URL', 'REDIS_URL'],
  },
  clinic: {
    port: 3000,
    healthCheckPath: '/api/health',
    host: '*.clinic',
    frontend: true,
    secrets: ['CLERK_PUBLISHABLE_KEY', 'CLERK_SECRET_KEY'],
  },
  portal: {
    port: 3001,
    healthCheckPath: '/api/health',
    host: '*.portal',
    frontend: true,
    secrets: ['CLERK_PUBLISHABLE_KEY', 'CLERK_SECRET_KEY'],
  },
  console: {
    port: 3002,
    healthCheckPath: '/api/health',
    host: 'console',
    frontend: true,
    secrets: ['CLERK_PUBLISHABLE_KEY', 'CLERK_SECRET_KEY'],
  },
} satisfies Record<string, ServiceDefinition>;

export type ServiceName = keyof typeof DEFINITIONS;

/** The services behind the load balancer. A new one is an entry here and its size in each environment. */
export const SERVICES: Readonly<Record<ServiceName, ServiceDefinition>> = DEFINITIONS;

/** The keys of `SERVICES`. */
export const SERVICE_NAMES = Object.keys(SERVICES) as ServiceName[];

/** Name of the load balancer that a service is behind. */
export function loadBalancerOf(name: ServiceName): string {
  return SERVICES[name].loadBalancer ?? FIRST_LOAD_BALANCER;
}

/** Names of the load balancers, `alb` first. */
export function loadBalancerNames(): string[] {
  return [...new Set([FIRST_LOAD_BALANCER, ...SERVICE_NAMES.map(loadBalancerOf)])];
}

export const FIRST_LOAD_BALANCER = 'alb';

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

/** Whether a service reads and writes the database. */
export function usesDatabase(name: ServiceName): boolean {
  return SERVICES[name].secrets.includes('DATABASE_URL');
}

/** The task that changes the schema, in Core API's image, before a deployment of it. */
export const MIGRATIONS = { command: ['migrate'], cpu: 512, memory: 1024 } as const;

/** How large a service is, and what it runs on: what differs from environment to environment. */
export type ServiceSize = FargateSize &
  Pick<
    EcsServiceOptions,
    'desiredCount' | 'minCapacity' | 'maxCapacity' | 'targetCpuPct' | 'useSpot' | 'oldRevisions' | 'exec' | 'logs'
  >;
