import type { SecretVariables } from '@restartix/app-secrets';
import { WriteOnlySecret, checkConfig, contextOf, generatedPassword, isWhole, recordOf } from '@restartix/core';
import { postgresUrl } from '@restartix/core/postgres';
import type { EcsTaskOptions, SecretReference } from '@restartix/ecs-service';
import { Construct } from 'constructs';
import { script } from './script';

/** The role of the database that owns the rights; nobody logs in as it. */
export const APPLICATION = 'app';

/** Which users the application has in the database. A rotation adds a version, makes it the current one, removes the old one. */
export interface DatabaseUsersConfig {
  /** Users that can log in, by number: each has a password of its own. */
  readonly versions: readonly number[];
  /** Which of the versions services log in as. */
  readonly current: number;
}

interface DatabaseUsersOptions extends DatabaseUsersConfig {
  readonly dbName: string;
  /** Where the connection pool answers. */
  readonly pool: { readonly host: string; readonly port: number };
  readonly kmsKeyId: string;
  readonly recoveryWindowInDays: number;
}

/**
 * The application's users in the database, `app_v1` and so on: here their passwords, each in a secret that is written once.
 * The task `database-users` makes the users.
 */
export class DatabaseUsers extends Construct {
  /** The secrets by user, each with `username`, `password` and `DATABASE_URL`. */
  readonly secrets: Readonly<Record<string, WriteOnlySecret>>;
  /** The user that services log in as. */
  readonly current: string;
  /** The passwords by user, as variables of a container: `PASSWORD_app_v1`. */
  readonly passwords: Readonly<Record<string, SecretReference>>;
  /** What a service needs to reach the database, through the pool. */
  readonly variables: SecretVariables;

  /** @throws ConfigError for numbers that are no versions, and a current one that is not among them. */
  constructor(scope: Construct, id: string, { versions, current, pool, dbName, ...secret }: DatabaseUsersOptions) {
    super(scope, id);
    checkVersions(versions, current);
    const context = contextOf(this, 'platform', id);
    this.secrets = recordOf(versions.map(userOf), (username) => {
      const password = generatedPassword(this, `${username}-password`);
      return new WriteOnlySecret(this, username, {
        ...secret,
        name: context.path(`database/${username.replace('_', '-')}`),
        description: `The application’s user ${username} in the database, through the pool`,
        values: { username, password, DATABASE_URL: postgresUrl({ username, password, dbName, ...pool }) },
      });
    });
    this.current = userOf(current);
    this.passwords = Object.fromEntries(
      Object.entries(this.secrets).map(([user, { arn }]) => [`PASSWORD_${user}`, { arn, jsonKey: 'password' }]),
    );
    const { arn } = this.secrets[this.current]!;
    this.variables = { environment: {}, secrets: { DATABASE_URL: { arn, jsonKey: 'DATABASE_URL' } } };
  }

  /** As the scripts take them. */
  get names(): string {
    return Object.keys(this.secrets).join(' ');
  }
}

/**
 * The container that makes the users, and takes out those that are not listed, as the master user. Its image is the backup
 * runner's.
 */
export function databaseUsersContainer(
  users: DatabaseUsers,
  masterUrl: SecretReference,
): Pick<EcsTaskOptions, 'entryPoint' | 'environment' | 'rootFilesystem' | 'secrets' | 'user'> {
  return {
    entryPoint: ['bash', '-c', script('database-users.sh'), 'database-users'],
    // Bash writes the text that it feeds to a program there, which is memory.
    environment: { USERS_GROUP: APPLICATION, USERS: users.names, TMPDIR: '/dev/shm' },
    secrets: { DATABASE_DIRECT_URL: masterUrl, ...users.passwords },
    user: '65534:65534',
    rootFilesystem: { writablePaths: [] },
  };
}

function userOf(version: number): string {
  return `${APPLICATION}_v${version}`;
}

function checkVersions(versions: readonly number[], current: number): void {
  checkConfig('platform', 'database users', (problem) => {
    if (versions.length === 0 || new Set(versions).size < versions.length || !versions.every((n) => isWhole(n, 1))) {
      problem({
        property: 'databaseUsers.versions',
        value: versions,
        allowed: 'whole numbers from 1, each once, at least one',
        fix: 'Add the next number to rotate the password; take the old one out when nothing logs in with it.',
      });
    }
    if (!versions.includes(current)) {
      problem({
        property: 'databaseUsers.current',
        value: current,
        allowed: `one of databaseUsers.versions: ${versions.join(', ')}`,
        fix: 'Add the version and apply, then make it the current one.',
      });
    }
  });
}
