import { DataAwsSecretsmanagerSecretVersion } from '@cdktf/provider-aws/lib/data-aws-secretsmanager-secret-version';
import { ElasticacheUser } from '@cdktf/provider-aws/lib/elasticache-user';
import { ElasticacheUserGroup } from '@cdktf/provider-aws/lib/elasticache-user-group';
import { WriteOnlySecret, generatedPassword, type ModuleContext, type PolicyStatement } from '@restartix/core';
import { Fn, Token, propertyAccess } from 'cdktf';
import type { Construct } from 'constructs';
import type { CacheAuth, CacheRedisConfig } from './cache-redis.config';
import type { Engine } from './engine';

/** How clients authenticate, and what the replication group is told of it. */
export interface Auth {
  readonly arguments: {
    readonly authToken?: string;
    readonly authTokenUpdateStrategy?: string;
    readonly userGroupIds?: string[];
  };
  /** The secret with the key `token`; undefined with IAM. */
  readonly secret: WriteOnlySecret | undefined;
  /** What IAM roles connect as, and for which group; undefined with a token. */
  readonly iam: IamAuth | undefined;
}

export interface IamAuth {
  /** The user that IAM roles connect as. */
  readonly user: ElasticacheUser;
  /** The user of a client that names none: it may do nothing. Undefined with Valkey, which then has no such user. */
  readonly defaultUser: ElasticacheUser | undefined;
  readonly group: ElasticacheUserGroup;
}

export interface AuthInput {
  readonly context: ModuleContext;
  readonly name: string;
  readonly config: CacheRedisConfig;
}

// Amazon ElastiCache, for users and user groups.
const MAX_ID = 40;

const AUTH: Readonly<Record<CacheAuth, (scope: Construct, input: AuthInput) => Auth>> = {
  token: makeToken,
  iam: makeIam,
};

export function makeAuth(scope: Construct, input: AuthInput): Auth {
  return AUTH[input.config.auth ?? 'token'](scope, input);
}

/**
 * A token that Secrets Manager keeps and ElastiCache gets from there. The provider has no write-only argument for it, so
 * the token is in Terraform's state: the one exception to the rule that no secret is.
 */
function makeToken(scope: Construct, { context, name, config }: AuthInput): Auth {
  const { tokenVersion = 1, kmsKeyId } = config;
  const secret = new WriteOnlySecret(scope, 'auth', {
    name: context.path(`${name}-auth`),
    description: `AUTH token of ${context.name(name)}`,
    // ElastiCache takes 16 to 128 characters.
    values: { token: generatedPassword(scope, 'token', { length: 64 }) },
    valuesVersion: tokenVersion,
    kmsKeyId,
    recoveryWindowInDays: config.secretRecoveryWindowInDays,
  });
  const stored = new DataAwsSecretsmanagerSecretVersion(scope, 'current-token', {
    secretId: secret.secret.id,
    // Read after the secret is written: at plan where nothing changes, at apply where the token does.
    dependsOn: [secret.version!],
  });
  return {
    arguments: {
      authToken: Token.asString(propertyAccess(Fn.jsondecode(stored.secretString), ['token'])),
      authTokenUpdateStrategy: 'ROTATE',
    },
    secret,
    iam: undefined,
  };
}

// Every key and every channel; Redis 7 and Valkey give a user no channel by themselves.
const MAY_DO = 'on ~* &* +@all -@dangerous';

/** A user that authenticates with IAM only. */
function makeIam(scope: Construct, input: AuthInput): Auth {
  const { context, name, config } = input;
  const engine = usersEngine(config);
  // IAM authentication wants the same text as id and name (Amazon ElastiCache), at most 40 characters.
  const userId = context.name(`${name}-app`, MAX_ID);
  const user = new ElasticacheUser(scope, 'iam-user', {
    userId,
    userName: userId,
    engine,
    accessString: MAY_DO,
    authenticationMode: { type: 'iam' },
  });
  const defaultUser = DEFAULT_USER[engine](scope, input);
  const group = new ElasticacheUserGroup(scope, 'user-group', {
    userGroupId: context.name(`${name}-users`, MAX_ID),
    engine,
    userIds: [...(defaultUser ? [defaultUser.userId] : []), user.userId],
  });
  return {
    arguments: { userGroupIds: [group.userGroupId] },
    secret: undefined,
    iam: { user, defaultUser, group },
  };
}

/**
 * Redis takes no users of Valkey, and Valkey takes Redis's: on the way from one to the other they follow after the cache.
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.RBAC.html
 */
function usersEngine({ engine = 'redis', upgradeFrom }: CacheRedisConfig): Engine {
  return upgradeFrom?.startsWith('redis') ? 'redis' : engine;
}

/**
 * Who a client is that names no user. A group of Redis must have a default user: one that may do nothing takes the place
 * of the one that needs no password. A group of Valkey takes only users that authenticate, and needs no default.
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.RBAC.html
 */
const DEFAULT_USER: Readonly<Record<Engine, (scope: Construct, input: AuthInput) => ElasticacheUser | undefined>> = {
  redis: (scope, { context, name }) =>
    new ElasticacheUser(scope, 'default-user', {
      userId: context.name(`${name}-nobody`, MAX_ID),
      userName: 'default',
      engine: 'redis',
      accessString: 'off -@all',
      authenticationMode: { type: 'no-password-required' },
      // Removed after its group has left it, not before.
      lifecycle: { createBeforeDestroy: true },
    }),
  valkey: () => undefined,
};

/** What a role needs to connect with IAM. */
export function connectPolicy(replicationGroupArn: string, user: ElasticacheUser): PolicyStatement[] {
  return [{ sid: 'ConnectToCache', actions: ['elasticache:Connect'], resources: [replicationGroupArn, user.arn] }];
}
