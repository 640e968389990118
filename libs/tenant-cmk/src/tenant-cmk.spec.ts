import { Synthesized, resolved, synth, type Block } from '@restartix/testing';
import complete from '../examples/complete';
import minimal from '../examples/minimal';
import { tenantKeyStatements } from './session-statements';
import { TenantCmk } from './tenant-cmk';
import type { TenantCmkConfig } from './tenant-cmk.config';

const ACCOUNT = '123456789012';
const BUCKET = 'restartix-staging-tenant-acme-files';
const key = (config: Partial<TenantCmkConfig> = {}): Synthesized =>
  synth((stack) => new TenantCmk(stack, 'key', { tenant: 'acme', ...config }), { accountId: '123456789012' });
const statements = (stack: Synthesized): Block[] =>
  Synthesized.parse(stack.resource('aws_kms_key')['policy'])['Statement'] as Block[];
const statement = (stack: Synthesized, sid: string): Block => statements(stack).find(({ Sid }) => Sid === sid)!;

describe('TenantCmk', () => {
  it('rotates each year, has the tenant’s tag and alias, and takes 30 days to be deleted', () => {
    const made = synth(minimal);
    expect(made.resource('aws_kms_key')).toMatchObject({
      is_enabled: true,
      enable_key_rotation: true,
      rotation_period_in_days: 365,
      deletion_window_in_days: 30,
      tags: { Tenant: 'physio-berlin' },
    });
    expect(made.resource('aws_kms_alias')['name']).toBe('alias/restartix-staging-tenant-physio-berlin');
  });

  it('cannot be planned away until it is released, and is enabled until it is retired', () => {
    const made = (retirement?: 'disabled' | 'released'): unknown[] => {
      const { lifecycle, is_enabled } = key({ retirement }).resource('aws_kms_key');
      return [lifecycle, is_enabled];
    };
    expect(made()).toEqual([{ prevent_destroy: true }, true]);
    expect(made('disabled')).toEqual([{ prevent_destroy: true }, false]);
    expect(made('released')).toEqual([undefined, false]);
  });

  it('leaves its end to the break-glass role alone', () => {
    const made = key();
    const mayRetire = statements(made).filter(({ Action }) => [Action].flat().includes('kms:ScheduleKeyDeletion'));
    expect(mayRetire).toEqual([
      expect.objectContaining({
        Sid: 'AllowRetirementByBreakGlass',
        Action: ['kms:DisableKey', 'kms:ScheduleKeyDeletion'],
        Condition: {
          ArnEquals: { 'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT}:role/restartix-staging-break-glass` },
        },
      }),
    ]);
    // KMS refuses a key whose policy its maker could not change.
    expect(statement(made, 'AllowAdministrationByIam')['Action']).toContain('kms:PutKeyPolicy');
  });

  it('is used in sessions of the tenant alone, under its name', () => {
    const made = key({ bucketNames: [BUCKET], tenantAccountId: '210987654321' });
    const uses = statements(made).filter(({ Action }) => [Action].flat().includes('kms:Decrypt'));
    expect(uses.map(({ Sid, Condition }) => [Sid, Condition])).toEqual([
      [
        'AllowTenantSessions',
        { StringEquals: { 'aws:PrincipalTag/Tenant': 'acme', 'kms:EncryptionContext:tenant': 'acme' } },
      ],
      [
        'AllowTenantSessionsByS3',
        {
          StringEquals: {
            'aws:PrincipalTag/Tenant': 'acme',
            'kms:ViaService': 's3.eu-central-1.amazonaws.com',
            'kms:EncryptionContext:aws:s3:arn': [`arn:aws:s3:::${BUCKET}`],
          },
        },
      ],
      [
        'AllowTenantAccountByS3',
        {
          StringEquals: {
            'kms:ViaService': 's3.eu-central-1.amazonaws.com',
            'kms:EncryptionContext:aws:s3:arn': [`arn:aws:s3:::${BUCKET}`],
          },
        },
      ],
    ]);
  });

  it('gives nobody grants', () => {
    const policies = Object.values(synth(complete).resources('aws_kms_key')).map(({ policy }) =>
      Synthesized.parse(policy),
    );
    const actions = policies
      .flatMap(({ Statement }) => Statement as Block[])
      .flatMap(({ Action }) => [Action].flat() as string[]);
    expect(policies).toHaveLength(2);
    expect(actions).not.toContain('kms:CreateGrant');
    expect(actions.filter((action) => action.includes('*'))).toEqual(['kms:GenerateDataKey*', 'kms:GenerateDataKey*']);
  });

  it('has one statement for the sessions of all tenants', () => {
    synth(
      (stack) => {
        expect(resolved(stack, tenantKeyStatements(stack))).toEqual([
          {
            sid: 'UseTenantKey',
            actions: ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey*'],
            resources: ['arn:aws:kms:eu-central-1:${data.aws_caller_identity.current_account.account_id}:key/*'],
            conditions: {
              StringEquals: {
                'aws:ResourceTag/Environment': 'staging',
                'aws:ResourceTag/Tenant': '${aws:PrincipalTag/Tenant}',
                'kms:EncryptionContext:tenant': '${aws:PrincipalTag/Tenant}',
              },
            },
          },
        ]);
      },
      { accountId: '123456789012' },
    );
  });

  it('is there once for each tenant', () => {
    const both = (tenant: string): unknown =>
      synth((scope) => {
        new TenantCmk(scope, 'first', { tenant: 'acme' });
        new TenantCmk(scope, 'second', { tenant });
      });
    expect(() => both('globex')).not.toThrow();
    expect(() => both('acme')).toThrow(
      'tenant-cmk "second": tenant "acme" is not possible (allowed: a name that no other',
    );
  });

  it('outputs ARN, id and alias', () => {
    synth((scope) => {
      const made = new TenantCmk(scope, 'key', { tenant: 'acme' });
      expect(resolved(scope, [made.keyArn, made.keyId, made.aliasName])).toEqual([
        '${aws_kms_key.key_key.arn}',
        '${aws_kms_key.key_key.key_id}',
        'alias/restartix-staging-tenant-acme',
      ]);
    });
  });

  it.each<[Partial<TenantCmkConfig>, string]>([
    [{ tenant: 'Acme' }, 'tenant-cmk "key": tenant "Acme" is not possible (allowed: 1 to 24 lowercase letters'],
    [{ deletionWindowInDays: 6 }, 'deletionWindowInDays 6 is not possible (allowed: 7 to 30 days (AWS KMS))'],
    [{ rotationPeriodInDays: 30 }, 'rotationPeriodInDays 30 is not possible (allowed: 90 to 2560 days'],
    [{ bucketNames: ['Files'] }, 'bucketNames[0] "Files" is not possible'],
    [{ bucketNames: [BUCKET, BUCKET] }, `bucketNames[1] "${BUCKET}" is not possible (allowed: each value once)`],
    [{ tenantAccountId: '123', bucketNames: [BUCKET] }, 'tenantAccountId "123" is not possible (allowed: 12 digits)'],
    [
      { tenantAccountId: '210987654321' },
      'tenantAccountId "210987654321" is not possible (allowed: nothing without bucketNames',
    ],
    [
      { breakGlassRoleArn: 'arn:aws:iam::123456789012:role/*' },
      'breakGlassRoleArn "arn:aws:iam::123456789012:role/*" is not possible (allowed: the ARN of one role, without a wildcard)',
    ],
  ])('refuses %p', (config, message) => {
    expect(() => key(config)).toThrow(message);
  });
});
