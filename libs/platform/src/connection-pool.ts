import { checkConfig, isKnown, type DatabaseOutputs } from '@restartix/core';
import type { EcsServiceOptions } from '@restartix/ecs-service';
import type { DatabaseUsers } from './database-users';
import { script } from './script';

/** How many connections the pool takes and makes. */
export interface PoolSize {
  /**
   * Connections that each task makes to the database at most.
   * @default 20 - a database of two vCPU works on fewer at once
   */
  readonly connections?: number;
  /**
   * Connections of clients that each task takes at most.
   * @default 500
   */
  readonly clients?: number;
}

export const POOL_PORT = 6432;

/**
 * Connections of the database that are not the pool's: PostgreSQL keeps three for superusers, RDS has its own, and
 * migrations, backup, restore, `database-users` and a few people connect directly.
 */
const KEPT_FREE = 40;

/** Tasks of a service while it is deployed, in percent: as `deploymentPercent.maximum` has it. */
const DURING_A_DEPLOYMENT = 2;

const SECONDS = {
  /** Resolvers keep a task's address for 10 seconds (`serviceDiscovery.ttlSeconds`). */
  drain: 15,
  /** Fargate allows no more. Clients that live longer than this less `drain` are cut off. */
  stop: 120,
  /** A load balancer waits for an answer for 60 seconds: nobody wants a later one. */
  wait: 60,
} as const;

interface PoolParts {
  readonly database: DatabaseOutputs;
  readonly users: DatabaseUsers;
  readonly size: PoolSize | undefined;
  readonly tasks: number | undefined;
}

type PoolContainer = Pick<
  EcsServiceOptions,
  | 'containerHealthCheck'
  | 'entryPoint'
  | 'environment'
  | 'port'
  | 'rootFilesystem'
  | 'secrets'
  | 'stopTimeoutSeconds'
  | 'ulimits'
  | 'user'
>;

/**
 * The container of the connection pool: pgbouncer 1.23 or later in transaction mode. `docs/images.md` says what its image
 * holds.
 * @throws ConfigError when the tasks together could take more connections than the database has.
 */
export function poolContainer({ database, users, size, tasks = 1 }: PoolParts): PoolContainer {
  const { connections = 20, clients = 500 } = size ?? {};
  checkConnections({ connections, tasks, maxConnections: database.maxConnections });
  const pauses = database.secondsUntilAutoPause !== undefined;
  return {
    port: POOL_PORT,
    entryPoint: ['sh', '-c', script('pool-start.sh'), 'pool'],
    environment: {
      DATABASE_HOST: database.writerEndpoint,
      DATABASE_PORT: String(database.port),
      DATABASE_NAME: database.dbName,
      // All of RDS's authorities: https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem
      DATABASE_CA_FILE: '/etc/ssl/certs/rds-global-bundle.pem',
      POOL_ADDRESS: '0.0.0.0',
      POOL_PORT: String(POOL_PORT),
      POOL_USERS: users.names,
      POOL_SIZE: String(connections),
      POOL_CLIENTS: String(clients),
      // An open connection keeps a database awake that could pause.
      POOL_IDLE_SECONDS: pauses ? '60' : '600',
      POOL_WAIT_SECONDS: String(SECONDS.wait),
      POOL_DRAIN_SECONDS: String(SECONDS.drain),
      // So does a question: there, the check asks the pool alone.
      POOL_HEALTH: pauses ? 'pool' : 'database',
      POOL_HEALTH_USER: users.current,
    },
    secrets: users.passwords,
    containerHealthCheck: {
      command: ['CMD', 'sh', '-c', script('pool-health.sh')],
      // A Multi-AZ failover takes 60 to 120 seconds, and a new pool would make it no shorter.
      // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZ.Failover.html
      intervalSeconds: 15,
      timeoutSeconds: 10,
      retries: 10,
      startPeriodSeconds: 15,
    },
    // `nobody`: pgbouncer does not run as root. It writes to /dev/shm alone, which is memory.
    user: '65534:65534',
    rootFilesystem: { writablePaths: [] },
    stopTimeoutSeconds: SECONDS.stop,
    ulimits: { nofile: { soft: 65_536, hard: 65_536 } },
  };
}

function checkConnections(of: { connections: number; tasks: number; maxConnections: number }): void {
  const { connections, tasks, maxConnections } = of;
  const most = Math.floor((maxConnections - KEPT_FREE) / (tasks * DURING_A_DEPLOYMENT));
  if (!isKnown(connections) || (connections >= 1 && connections <= most)) return;
  checkConfig('platform', 'pgbouncer', (problem) =>
    problem({
      property: 'pgbouncer.pool.connections',
      value: connections,
      allowed:
        `1 to ${most}: ${tasks} tasks, twice as many during a deployment, share the ${maxConnections} connections ` +
        `of the database less ${KEPT_FREE} that are kept free`,
      fix: 'Lower it, or run fewer tasks.',
    }),
  );
}
