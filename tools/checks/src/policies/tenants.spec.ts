import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { policyDocument } from '@restartix/core';
import { DeployIam } from '@restartix/deploy-iam';
import { EncryptionKey } from '@restartix/encryption-key';
import { TenantCmk, tenantKeyStatements } from '@restartix/tenant-cmk';
import { TenantS3Bucket, tenantBucketStatements, tenantExportStatements } from '@restartix/tenant-s3-bucket';
import { synth } from '@restartix/testing';
import { Account, type Policy } from './account';
import { EVERYTHING, isAllowed } from './simulate';

const ACCOUNT = '123456789012';
const KEYS = 'arn:aws:kms:eu-central-1:123456789012:key';
const NOBODY = 'arn:aws:iam::123456789012:role/restartix-staging-evil';
const BREAK_GLASS = 'arn:aws:iam::123456789012:role/restartix-staging-break-glass';

/** The first of them and the thousandth; one whose id begins like the first's, and one without a key of its own. */
const FIRST = 'tenant-1';
const LAST = 'tenant-1000';
const LONGER = 'tenant-1-files';
const SHARED = 'shared';
const TENANTS = [FIRST, LAST, LONGER];

const bucketOf = (tenant: string): string => `restartix-staging-tenant-${tenant}-files`;

const account = new Account(
  synth(
    (stack) => {
      new DeployIam(stack, 'roles', {
        githubOrg: 'restartix',
        githubRepo: 'infrastructure',
        services: ['core-api'],
        planStateStatements: [],
        applyStateStatements: [],
      });
      const { keyArn } = new EncryptionKey(stack, 'encryption-key');
      for (const tenant of TENANTS) {
        const key = new TenantCmk(stack, `${tenant}-key`, { tenant, bucketNames: [bucketOf(tenant)] });
        new TenantS3Bucket(stack, `${tenant}-files`, { tenant, kmsKeyId: key.keyArn });
      }
      new TenantS3Bucket(stack, `${SHARED}-files`, { tenant: SHARED, kmsKeyId: keyArn });
      const statements = {
        access: [...tenantBucketStatements(stack), ...tenantKeyStatements(stack)],
        export: tenantExportStatements(stack),
      };
      for (const [name, policy] of Object.entries(statements)) {
        const role = new IamRole(stack, name, { name: `restartix-staging-tenant-${name}`, assumeRolePolicy: '{}' });
        new IamRolePolicy(stack, `${name}-policy`, { name, role: role.id, policy: policyDocument(policy) });
      }
    },
    { accountId: ACCOUNT },
  ),
);
const boundary = account.boundary('roles_boundary');

const id = (tenant: string): string => tenant.replaceAll('-', '_');
const keyOf = (tenant: string): string =>
  tenant === SHARED ? `${KEYS}/encryption_key_key` : `${KEYS}/${id(tenant)}_key_key`;
const keyPolicy = (tenant: string): Policy =>
  account.keyPolicy(tenant === SHARED ? 'encryption_key_key' : `${id(tenant)}_key_key`);
const bucketPolicy = (tenant: string): Policy => account.bucketPolicy(`${id(tenant)}_files_policy`);

interface Caller {
  readonly principal: string;
  readonly policies: readonly { readonly name: string; readonly policy: Policy }[];
  /** What its session is tagged with. */
  readonly tenant?: string;
}

const session = (role: 'access' | 'export', tenant?: string): Caller => ({
  principal: account.arn('aws_iam_role', role),
  policies: account.identityPolicies(role),
  tenant,
});
const withEveryRight = (principal: string, tenant?: string): Caller => ({
  principal,
  policies: [{ name: 'all', policy: EVERYTHING }],
  tenant,
});

/** Whether a call is answered, as far as the caller's policies and the one of the key or bucket say. */
function may(caller: Caller, action: string, resource: string, resourcePolicy: Policy, context = {}): Promise<boolean> {
  return isAllowed({
    principal: caller.principal,
    action,
    resource,
    resourcePolicy,
    identityPolicies: caller.policies,
    boundary: caller.principal === BREAK_GLASS ? undefined : boundary,
    context: {
      'aws:ResourceTag/Environment': 'staging',
      ...(caller.tenant === undefined ? {} : { 'aws:PrincipalTag/Tenant': caller.tenant }),
      ...context,
    },
  });
}

const onObject = (caller: Caller, action: string, tenant: string, object = 'x'): Promise<boolean> =>
  may(caller, action, `arn:aws:s3:::${bucketOf(tenant)}/${object}`, bucketPolicy(tenant));
const onBucket = (caller: Caller, action: string, tenant: string): Promise<boolean> =>
  may(caller, action, `arn:aws:s3:::${bucketOf(tenant)}`, bucketPolicy(tenant));
const onKey = (caller: Caller, action: string, tenant: string, context = {}): Promise<boolean> =>
  may(caller, action, keyOf(tenant), keyPolicy(tenant), {
    ...(tenant === SHARED ? {} : { 'aws:ResourceTag/Tenant': tenant }),
    ...context,
  });
const named = (tenant: string) => ({ 'kms:EncryptionContext:tenant': tenant });
const byS3 = (tenant: string) => ({
  'kms:ViaService': 's3.eu-central-1.amazonaws.com',
  'kms:EncryptionContext:aws:s3:arn': `arn:aws:s3:::${bucketOf(tenant)}`,
});

describe.each([...TENANTS, SHARED])('a session of %s', (tenant) => {
  it('reads, writes, deletes and lists its objects, and uses their key by way of S3', async () => {
    const caller = session('access', tenant);
    for (const action of ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'])
      expect(await onObject(caller, action, tenant)).toBe(true);
    expect(await onBucket(caller, 's3:ListBucket', tenant)).toBe(true);
    for (const action of ['kms:Decrypt', 'kms:GenerateDataKey'])
      expect(await onKey(caller, action, tenant, byS3(tenant))).toBe(true);
  });

  it('exports: reads everything, and writes exports alone', async () => {
    const caller = session('export', tenant);
    expect(await onObject(caller, 's3:GetObject', tenant)).toBe(true);
    expect(await onObject(caller, 's3:PutObject', tenant, 'exports/x')).toBe(true);
    expect(await onObject(caller, 's3:PutObject', tenant)).toBe(false);
    expect(await onObject(caller, 's3:DeleteObject', tenant)).toBe(false);
  });
});

it.each(TENANTS)('a session of %s encrypts and decrypts with its key, under its name alone', async (tenant) => {
  const caller = session('access', tenant);
  for (const action of ['kms:Encrypt', 'kms:Decrypt', 'kms:GenerateDataKey']) {
    expect(await onKey(caller, action, tenant, named(tenant))).toBe(true);
    expect(await onKey(caller, action, tenant)).toBe(false);
    expect(await onKey(caller, action, tenant, named('another'))).toBe(false);
  }
});

it('the policies are as large for a thousand tenants as for one, far below IAM’s limit', () => {
  const sizes = ['access', 'export'].map((role) => JSON.stringify(account.identityPolicies(role)).length);
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html: 10,240 characters of inline policies for a role
  expect(Math.max(...sizes)).toBeLessThan(2500);
  expect(JSON.stringify(account.identityPolicies('access'))).not.toMatch(/tenant-1/);
  // https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html: 32 KB for a key's policy; 20 KB for a bucket's
  expect(JSON.stringify(keyPolicy(LAST)).length).toBeLessThan(4000);
  expect(JSON.stringify(bucketPolicy(LAST)).length).toBeLessThan(4000);
});

describe('attacks', () => {
  const pairs = [...TENANTS, SHARED].flatMap((from) =>
    [...TENANTS, SHARED].filter((to) => to !== from).map((to): [string, string] => [from, to]),
  );
  /** The role's own sessions, and a role that was given every right that the boundary leaves. */
  const sessions = (tenant: string): Caller[] => [
    session('access', tenant),
    session('export', tenant),
    withEveryRight(NOBODY, tenant),
  ];

  it.each(pairs)('a session of %s reaches no object of %s', async (from, to) => {
    for (const caller of sessions(from)) {
      for (const action of ['s3:GetObject', 's3:GetObjectVersion', 's3:PutObject', 's3:DeleteObject'])
        expect(await onObject(caller, action, to, 'exports/x')).toBe(false);
      for (const action of ['s3:ListBucket', 's3:PutBucketPolicy', 's3:DeleteBucketPolicy', 's3:DeleteBucket'])
        expect(await onBucket(caller, action, to)).toBe(false);
    }
  });

  it.each(pairs.filter(([, to]) => to !== SHARED))('a session of %s cannot use the key of %s', async (from, to) => {
    for (const caller of sessions(from)) {
      for (const context of [{}, named(from), named(to), byS3(from), byS3(to), { ...named(to), ...byS3(to) }])
        for (const action of [
          'kms:Decrypt',
          'kms:Encrypt',
          'kms:GenerateDataKey',
          'kms:CreateGrant',
          'kms:ReEncryptFrom',
        ])
          expect(await onKey(caller, action, to, context)).toBe(false);
    }
  });

  it.each([undefined, '*', '', 'tenant-?', '${aws:PrincipalTag/Tenant}'])(
    'a session that is tagged %p reaches nothing of a tenant',
    async (tag) => {
      const callers = [session('access', tag), session('export', tag), withEveryRight(NOBODY, tag)];
      for (const caller of callers) {
        expect(await onObject(caller, 's3:GetObject', FIRST)).toBe(false);
        expect(await onObject(caller, 's3:PutObject', FIRST)).toBe(false);
        expect(await onKey(caller, 'kms:Decrypt', FIRST, named(FIRST))).toBe(false);
        expect(await onKey(caller, 'kms:Decrypt', FIRST, byS3(FIRST))).toBe(false);
      }
    },
  );

  it('a bucket of the same name in another account gets nothing', async () => {
    const resource = `arn:aws:s3:::${bucketOf('taken')}/x`;
    const elsewhere = { 'aws:ResourceAccount': '999999999999' };
    const caller = session('access', 'taken');
    const { policies } = caller;
    const request = { principal: caller.principal, action: 's3:PutObject', resource, identityPolicies: policies };
    const context = { 'aws:PrincipalTag/Tenant': 'taken' };
    expect(await isAllowed({ ...request, context: { ...context, 'aws:ResourceAccount': ACCOUNT } })).toBe(true);
    expect(await isAllowed({ ...request, context: { ...context, ...elsewhere } })).toBe(false);
  });

  it.each(['kms:ScheduleKeyDeletion', 'kms:DisableKey'])(
    'only break-glass may %s: not a tenant, not a pipeline, not an administrator',
    async (action) => {
      const pipeline: Caller = {
        principal: account.arn('aws_iam_role', 'roles_apply_role'),
        policies: account.identityPolicies('roles_apply_role'),
      };
      for (const caller of [
        session('access', FIRST),
        pipeline,
        withEveryRight(NOBODY, FIRST),
        withEveryRight('arn:aws:iam::123456789012:role/administrator'),
      ])
        expect(await onKey(caller, action, FIRST)).toBe(false);
      expect(await onKey(withEveryRight(BREAK_GLASS), action, FIRST)).toBe(true);
    },
  );

  it('nobody without a tenant reaches an object, and nobody deletes the bucket before it is released', async () => {
    for (const caller of [
      withEveryRight(BREAK_GLASS),
      withEveryRight('arn:aws:iam::123456789012:role/administrator'),
    ]) {
      for (const action of ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:DeleteObjectVersion'])
        expect(await onObject(caller, action, FIRST)).toBe(false);
      expect(await onBucket(caller, 's3:DeleteBucket', FIRST)).toBe(false);
    }
  });

  it('break-glass decrypts nothing', async () => {
    for (const context of [{}, named(FIRST), byS3(FIRST)])
      expect(await onKey(withEveryRight(BREAK_GLASS), 'kms:Decrypt', FIRST, context)).toBe(false);
  });
});
