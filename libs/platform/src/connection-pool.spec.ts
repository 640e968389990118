import type { DatabaseOutputs } from '@restartix/core';
import { synth, type Synthesized } from '@restartix/testing';
import { poolContainer } from './connection-pool';
import { DatabaseUsers, databaseUsersContainer, type DatabaseUsersConfig } from './database-users';

const DATABASE = {
  writerEndpoint: 'database.internal',
  port: 5432,
  dbName: 'restartix',
  maxConnections: 200,
} as DatabaseOutputs;

/** The users of a configuration, and what is synthesized with them. */
function made(config: DatabaseUsersConfig): { users: DatabaseUsers; found: Synthesized } {
  let users: DatabaseUsers | undefined;
  const found = synth((stack) => {
    users = new DatabaseUsers(stack, 'application-users', {
      ...config,
      dbName: 'restartix',
      pool: { host: 'pgbouncer.internal', port: 6432 },
      kmsKeyId: 'arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555',
      recoveryWindowInDays: 30,
    });
  });
  return { users: users!, found };
}

describe('the application’s users', () => {
  it('have a secret each, which a further version leaves alone', () => {
    const one = made({ versions: [1], current: 1 }).found.resources('aws_secretsmanager_secret_version');
    const two = made({ versions: [1, 2], current: 1 }).found.resources('aws_secretsmanager_secret_version');
    expect(Object.keys(two)).toEqual([...Object.keys(one), 'application_users_app_v2_version']);
    expect(two).toMatchObject(one);
  });

  it('are all known to the pool and the task, and services log in as the current one', () => {
    const { users } = made({ versions: [1, 2], current: 2 });
    const { environment, secrets } = poolContainer({ database: DATABASE, users, size: undefined, tasks: 2 });
    expect(environment).toMatchObject({ POOL_USERS: 'app_v1 app_v2', POOL_HEALTH_USER: 'app_v2' });
    expect(Object.keys(secrets!)).toEqual(['PASSWORD_app_v1', 'PASSWORD_app_v2']);
    const task = databaseUsersContainer(users, { arn: 'master', jsonKey: 'DATABASE_DIRECT_URL' });
    expect(task.environment).toMatchObject({ USERS: 'app_v1 app_v2' });
    expect(users.current).toBe('app_v2');
    expect(users.variables.secrets['DATABASE_URL']?.jsonKey).toBe('DATABASE_URL');
  });

  it.each([
    [{ versions: [], current: 1 }, 'databaseUsers.versions'],
    [{ versions: [1, 1], current: 1 }, 'databaseUsers.versions'],
    [{ versions: [0], current: 0 }, 'databaseUsers.versions'],
    [
      { versions: [1], current: 2 },
      'databaseUsers.current 2 is not possible (allowed: one of databaseUsers.versions: 1)',
    ],
  ])('are refused as %j', (config, message) => {
    expect(() => made(config)).toThrow(message);
  });
});

describe('the pool', () => {
  const { users } = made({ versions: [1], current: 1 });

  it('takes no more connections than the database has, deployments included', () => {
    const sized = (connections: number, tasks: number): unknown =>
      poolContainer({ database: DATABASE, users, size: { connections }, tasks });
    expect(() => sized(40, 2)).not.toThrow();
    expect(() => sized(41, 2)).toThrow('pgbouncer.pool.connections 41 is not possible (allowed: 1 to 40: 2 tasks');
    expect(() => sized(0, 2)).toThrow('pgbouncer.pool.connections 0');
  });

  it('keeps no database awake that could pause', () => {
    const pausing = poolContainer({
      database: { ...DATABASE, secondsUntilAutoPause: 300 },
      users,
      size: undefined,
      tasks: 1,
    });
    expect(pausing.environment).toMatchObject({ POOL_HEALTH: 'pool', POOL_IDLE_SECONDS: '60' });
  });

  it('has ended its drain when Fargate kills it', () => {
    const { environment, stopTimeoutSeconds } = poolContainer({ database: DATABASE, users, size: undefined, tasks: 1 });
    expect(Number(environment!['POOL_DRAIN_SECONDS'])).toBeLessThan(stopTimeoutSeconds!);
    // Resolvers must have forgotten the task's address by then.
    expect(Number(environment!['POOL_DRAIN_SECONDS'])).toBeGreaterThan(10);
  });
});
