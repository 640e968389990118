import { DeployIam } from '@restartix/deploy-iam';
import { StorageBackups } from '@restartix/storage-backups';
import { synth } from '@restartix/testing';
import { Account, type Policy } from './account';
import { EVERYTHING, isAllowed } from './simulate';

const BUCKET = 'arn:aws:s3:::restartix-backups-staging-copy';
const KEY = 'arn:aws:kms:eu-west-1:123456789012:key/1234';
const SOURCE = 'arn:aws:s3:::restartix-backups-primary-staging';
const OBJECT = `${SOURCE}/database/x`;
const ROLE = 'arn:aws:iam::123456789012:role/restartix-staging-backup-copy';
const EVIL = 'arn:aws:iam::123456789012:role/restartix-staging-evil';
const SESSION = 'arn:aws:sts::123456789012:assumed-role/restartix-staging-backup-copy/s3-replication';
const secret = (name: string): string =>
  `arn:aws:secretsmanager:eu-central-1:123456789012:secret:restartix/staging/${name}-a1b2c3`;
const options = { accountId: '123456789012' };

const environment = synth(
  (stack) =>
    void new StorageBackups(stack, 'backups', {
      bucketName: 'restartix-backups-primary-staging',
      runnerImageUri: '123456789012.dkr.ecr.eu-central-1.amazonaws.com/restartix-staging-core-api:1.4.2',
      databaseSecretArn: secret('database'),
      backupEncryptionSecretArn: secret('encryption'),
      clusterArn: 'arn:aws:ecs:eu-central-1:123456789012:cluster/restartix-staging-cluster',
      subnetIds: ['subnet-1', 'subnet-2'],
      securityGroupIds: ['sg-1'],
      migrationsRunnerSgId: 'sg-1',
      copy: { bucketArn: BUCKET, region: 'eu-west-1', kmsKeyArn: KEY },
    }),
  options,
);
const pipeline = (backupCopies?: { bucketArn: string; kmsKeyArn: string }[]): Account =>
  new Account(
    environment,
    synth(
      (stack) =>
        void new DeployIam(stack, 'roles', {
          githubOrg: 'restartix',
          githubRepo: 'infrastructure',
          services: ['core-api'],
          planStateStatements: [],
          applyStateStatements: [],
          backupCopies,
        }),
      options,
    ),
  );

describe('with a copy of the backups', () => {
  const account = pipeline([{ bucketArn: BUCKET, kmsKeyArn: KEY }]);
  const boundary = account.boundary('roles_boundary');
  const rights = [
    ['backups_copy_role_role', ROLE],
    ['backups_restore_role_role', account.arn('aws_iam_role', 'backups_restore_role_role')],
  ].flatMap(([role, principal]) =>
    account.identityPolicies(role!).flatMap(({ policy }) =>
      policy.Statement.flatMap(({ Action, Resource, Condition = {} }) =>
        [Action].flat().flatMap((action: string) =>
          [Resource].flat().map((resource: string) => ({
            principal: principal!,
            action,
            resource: resource.replaceAll('*', 'x'),
            context: Object.assign({}, ...Object.values(Condition as object)) as Record<string, string>,
            role: role!,
          })),
        ),
      ),
    ),
  );

  it.each(rights)('the boundary leaves $role $action on $resource', async ({ role, context, ...request }) => {
    expect(
      await isAllowed({
        ...request,
        context: { ...context, 'aws:ResourceTag/Environment': 'staging' },
        identityPolicies: account.identityPolicies(role),
        boundary,
      }),
    ).toBe(true);
  });

  /** The bucket's policy lets in the very session, as only its author can. */
  const opened = (principal: string): Policy => ({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: principal }, Action: 's3:*', Resource: '*' }],
  });
  it.each([
    ['the role that copies', ROLE, 's3:ReplicateObject', 'arn:aws:s3:::evil/database/x', undefined],
    ['the role that copies', ROLE, 's3:ReplicateObject', 'arn:aws:s3:::restartix-evil-staging/x', opened(SESSION)],
    ['the role that copies', ROLE, 's3:ReplicateObject', 'arn:aws:s3:::restartix-staging-evil/x', opened(SESSION)],
    ['the role that copies', ROLE, 's3:GetObject', OBJECT, undefined],
    ['the role that copies', ROLE, 's3:GetObject', `${BUCKET}/database/x`, undefined],
    ['the role that copies', ROLE, 's3:DeleteObjectVersion', `${BUCKET}/database/x`, undefined],
    [
      'the role that copies',
      ROLE,
      's3:GetObjectVersionForReplication',
      'arn:aws:s3:::restartix-uploads-staging/x',
      undefined,
    ],
    ['another role', EVIL, 's3:GetObjectVersionForReplication', OBJECT, undefined],
    ['another role', EVIL, 's3:ReplicateObject', `${BUCKET}/database/x`, undefined],
    ['another role', EVIL, 's3:GetObject', `${BUCKET}/database/x`, undefined],
    ['another role', EVIL, 'kms:Decrypt', KEY, undefined],
  ] as const)(
    '%s (%s), given every right, is refused %s on %s',
    async (_, principal, action, resource, resourcePolicy) => {
      const identityPolicies = [{ name: 'all', policy: EVERYTHING }];
      const caller = resourcePolicy ? SESSION : principal;
      const context = { 'aws:PrincipalArn': principal };
      const request = { principal: caller, action, resource, context, identityPolicies, resourcePolicy };
      expect(await isAllowed(request)).toBe(true);
      expect(await isAllowed({ ...request, boundary })).toBe(false);
    },
  );

  const passed = (service: string): Record<string, string> => ({ 'iam:PassedToService': `${service}.amazonaws.com` });
  it.each([
    [true, 's3:PutReplicationConfiguration', SOURCE, {}],
    [true, 'iam:PassRole', ROLE, passed('s3')],
    [false, 's3:PutReplicationConfiguration', 'arn:aws:s3:::restartix-uploads-staging', {}],
    [false, 'iam:PassRole', EVIL, passed('s3')],
    [false, 'iam:PassRole', ROLE, passed('ecs-tasks')],
    [
      false,
      'iam:UpdateAssumeRolePolicy',
      ROLE,
      { 'iam:PermissionsBoundary': 'arn:aws:iam::123456789012:policy/restartix-staging-boundary' },
    ],
    [false, 's3:PutBucketPolicy', BUCKET, {}],
    [false, 'kms:PutKeyPolicy', KEY, {}],
  ] as const)('an apply is answered %s for %s on %s', async (allowed, action, resource, context) => {
    const identityPolicies = account.identityPolicies('roles_apply_role');
    const principal = account.arn('aws_iam_role', 'roles_apply_role');
    expect(await isAllowed({ principal, action, resource, context, identityPolicies })).toBe(allowed);
  });
});

describe('without one', () => {
  const account = pipeline();

  it.each([
    ['s3:GetObjectVersionForReplication', OBJECT],
    ['s3:ReplicateObject', `${BUCKET}/database/x`],
  ])('the role that copies is refused %s on %s', async (action, resource) => {
    const identityPolicies = account.identityPolicies('backups_copy_role_role');
    expect(await isAllowed({ principal: ROLE, action, resource, identityPolicies })).toBe(true);
    const boundary = account.boundary('roles_boundary');
    expect(await isAllowed({ principal: ROLE, action, resource, identityPolicies, boundary })).toBe(false);
  });
});
