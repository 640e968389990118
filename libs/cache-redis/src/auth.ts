import { DataAwsSecretsmanagerSecretVersion } from '@cdktf/provider-aws/lib/data-aws-secretsmanager-secret-version';
import { ElasticacheUser } from '@cdktf/provider-aws/lib/elasticache-user';
import { ElasticacheUserGroup } from '@cdktf/provider-aws/lib/elasticache-user-group';
import { WriteOnlySecret, generatedPassword, type ModuleContext, type PolicyStatement } from '@restartix/core';
import { Fn, Token, propertyAccess } from 'cdktf';
import type { Construct } from 'constructs';
import type { CacheAuth, CacheRedisConfig } from './cache-redis.config';

/** How clients prove who they are, and what the replication group is told of it. */
export interface Auth {
  readonly arguments: {
    readonly authToken?: string;
    readonly authTokenUpdateStrategy?: string;
    readonly userGroupIds?: string[];
  };
  /** The secret with the key `token`; undefined with IAM. */
  readonly secret: WriteOnlySecret | undefined;
  /** The user that IAM roles connect as; undefined with a token. */
  readonly iamUser: ElasticacheUser | undefined;
}

export interface AuthInput {
  readonly context: ModuleContext;
  readonly name: string;
  readonly config: CacheRedisConfig;
}

const AUTH: Readonly<Record<CacheAuth, (scope: Construct, input: AuthInput) => Auth>> = { token, iam };

export function makeAuth(scope: Construct, input: AuthInput): Auth {
  return AUTH[input.config.auth ?? 'token'](scope, input);
}

/**
 * A token that Secrets Manager keeps and ElastiCache gets from there. The provider has no write-only argument for it, so
 * the token is in Terraform's state: the one exception to the rule that no secret is.
 */
function token(scope: Construct, { context, name, config }: AuthInput): Auth {
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
    iamUser: undefined,
  };
}

/** Users that IAM lets in. The default user, which needs no password, is replaced by one that may do nothing. */
function iam(scope: Construct, { context, name, config }: AuthInput): Auth {
  const engine = config.engine ?? 'redis';
  // IAM authentication wants the same text as id and name (Amazon ElastiCache), at most 40 characters.
  const userId = context.name(`${name}-app`, 40);
  const iamUser = new ElasticacheUser(scope, 'iam-user', {
    userId,
    userName: userId,
    engine,
    accessString: 'on ~* +@all -@dangerous',
    authenticationMode: { type: 'iam' },
  });
  const nobody = new ElasticacheUser(scope, 'default-user', {
    userId: context.name(`${name}-nobody`, 40),
    userName: 'default',
    engine,
    accessString: 'off -@all',
    authenticationMode: { type: 'no-password-required' },
  });
  const group = new ElasticacheUserGroup(scope, 'user-group', {
    userGroupId: context.name(`${name}-users`, 40),
    engine,
    userIds: [nobody.userId, iamUser.userId],
  });
  return { arguments: { userGroupIds: [group.userGroupId] }, secret: undefined, iamUser };
}

/** What a role needs to connect with IAM. */
export function connectPolicy(replicationGroupArn: string, user: ElasticacheUser): PolicyStatement[] {
  return [{ sid: 'ConnectToCache', actions: ['elasticache:Connect'], resources: [replicationGroupArn, user.arn] }];
}
