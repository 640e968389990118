import { Synthesized, resolved, synth, type Block } from '@restartix/testing';
import complete from '../examples/complete';
import direct from '../examples/direct';
import minimal from '../examples/minimal';
import { EncryptionKey } from './encryption-key';
import type { EncryptionKeyConfig } from './encryption-key.config';

const statements = (stack: Synthesized): Block[] =>
  Synthesized.parse(stack.resource('aws_kms_key')['policy'])['Statement'] as Block[];

describe('EncryptionKey', () => {
  const stack = synth(minimal, { accountId: '210987654321' });

  it('rotates each year and takes 30 days to be deleted', () => {
    expect(stack.resource('aws_kms_key')).toMatchObject({
      enable_key_rotation: true,
      rotation_period_in_days: 365,
      deletion_window_in_days: 30,
      description: 'Encrypts the data of restartix staging',
    });
  });

  it('cannot be planned away where it is protected', () => {
    const made = (deletionProtection?: boolean): unknown =>
      synth((scope) => new EncryptionKey(scope, 'key', { deletionProtection })).resource('aws_kms_key')['lifecycle'];
    expect(made(true)).toEqual({ prevent_destroy: true });
    expect(made(false)).toBeUndefined();
    expect(made()).toBeUndefined();
  });

  it('has the environment’s alias', () => {
    expect(stack.resource('aws_kms_alias')).toEqual({
      name: 'alias/restartix-staging',
      target_key_id: '${aws_kms_key.encryption_key_key.key_id}',
    });
    expect(synth(complete).resource('aws_kms_alias')['name']).toBe('alias/restartix-staging-documents');
  });

  const statement = (stack: Synthesized, sid: string): Block => statements(stack).find(({ Sid }) => Sid === sid)!;
  const account = { AWS: ['arn:aws:iam::210987654321:root'] };

  it('leaves to this account’s IAM who administers it', () => {
    const administer = statement(stack, 'AllowAdministrationByIam');
    expect(administer['Principal']).toEqual(account);
    // AWS refuses a key whose policy nobody could change, and it could never be fixed.
    expect(administer['Action']).toEqual(expect.arrayContaining(['kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion']));
    expect(administer['Action']).not.toContain('kms:Decrypt');
    expect(administer).not.toHaveProperty('Condition');
  });

  it('lets IAM allow its use through services alone, unless asked otherwise', () => {
    expect(statement(stack, 'AllowUseByIam')).toMatchObject({
      Principal: account,
      Action: expect.arrayContaining(['kms:Decrypt', 'kms:GenerateDataKey*']) as unknown,
      Condition: { StringLike: { 'kms:ViaService': '*.eu-central-1.amazonaws.com' } },
    });
    expect(statement(synth(direct), 'AllowUseByIam')).not.toHaveProperty('Condition');
  });

  it('lets services keep grants, and nobody else', () => {
    expect(statement(stack, 'AllowServiceGrants')).toMatchObject({
      Action: 'kms:CreateGrant',
      Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
    });
    const mayGrant = statements(synth(complete)).filter(({ Action }) => [Action].flat().includes('kms:CreateGrant'));
    expect(mayGrant).toHaveLength(1);
  });

  it('is open to log groups of this account', () => {
    expect(statement(stack, 'AllowLogGroups')).toMatchObject({
      Principal: { Service: ['logs.eu-central-1.amazonaws.com'] },
      Condition: {
        ArnLike: { 'kms:EncryptionContext:aws:logs:arn': 'arn:aws:logs:eu-central-1:210987654321:log-group:*' },
      },
    });
  });

  it('is open to what publishes to this account’s topics and queues, where it is asked', () => {
    const publishing = synth(
      (scope) => new EncryptionKey(scope, 'key', { publishers: ['ses', 'events', 'events.rds', 'sns'] }),
      {
        accountId: '210987654321',
      },
    );
    const topics = 'arn:aws:sns:eu-central-1:210987654321:*';
    // EventBridge publishes nothing under a condition on its source.
    expect(statement(publishing, 'AllowTopicPublishers')).toMatchObject({
      Principal: { Service: ['ses.amazonaws.com', 'events.amazonaws.com', 'events.rds.amazonaws.com'] },
      Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
      Condition: { ArnLike: { 'kms:EncryptionContext:aws:sns:topicArn': topics } },
    });
    expect(statement(publishing, 'AllowTopicsToQueues')).toMatchObject({
      Principal: { Service: ['sns.amazonaws.com'] },
      Condition: {
        StringEquals: { 'aws:SourceAccount': '210987654321' },
        ArnLike: { 'aws:SourceArn': topics },
      },
    });
    expect(statement(stack, 'AllowTopicPublishers')).toBeUndefined();
    expect(statement(stack, 'AllowTopicsToQueues')).toBeUndefined();
  });

  it('lets administrators manage but not decrypt, and users decrypt but not manage', () => {
    expect(statements(stack).map(({ Sid }) => Sid)).toEqual([
      'AllowAdministrationByIam',
      'AllowUseByIam',
      'AllowServiceGrants',
      'AllowLogGroups',
    ]);
    const administrators = statement(synth(complete), 'Administrators');
    const users = statement(synth(complete), 'Users');
    expect(administrators['Principal']).toEqual({ AWS: ['arn:aws:iam::123456789012:role/operations'] });
    expect(administrators['Action']).toContain('kms:ScheduleKeyDeletion');
    expect(administrators['Action']).not.toContain('kms:Decrypt');
    expect(users['Action']).toContain('kms:Decrypt');
    expect(users['Action']).not.toContain('kms:PutKeyPolicy');
  });

  it('can be there twice, but not under the same alias', () => {
    const both = (name: string): unknown =>
      synth((scope) => {
        new EncryptionKey(scope, 'documents-key', { name: 'documents' });
        new EncryptionKey(scope, 'second', { name });
      });
    expect(() => both('exports')).not.toThrow();
    expect(() => both('documents')).toThrow(
      'encryption-key "second": name "documents" is not possible (allowed: a name that no other encryption-key of the environment has; "test/documents-key" has this one)',
    );
  });

  it('outputs ARN, id and alias', () => {
    synth((scope) => {
      const key = new EncryptionKey(scope, 'encryption-key');
      expect(resolved(scope, [key.keyArn, key.keyId, key.aliasName])).toEqual([
        '${aws_kms_key.encryption_key_key.arn}',
        '${aws_kms_key.encryption_key_key.key_id}',
        'alias/restartix-staging',
      ]);
    });
  });

  it.each<[EncryptionKeyConfig, string]>([
    [
      { deletionWindowInDays: 6 },
      'encryption-key "key": deletionWindowInDays 6 is not possible (allowed: 7 to 30 days',
    ],
    [{ deletionWindowInDays: 31 }, 'deletionWindowInDays 31 is not possible'],
    [{ rotationPeriodInDays: 30 }, 'rotationPeriodInDays 30 is not possible (allowed: 90 to 2560 days'],
    [
      { administrators: { ops: 'operations' } },
      'administrators.ops "operations" is not possible (allowed: the ARN of a role or user)',
    ],
    [{ users: { app: '*' } }, 'users.app "*" is not possible'],
    [{ name: 'My key' }, 'name "My key" is not possible (allowed: lowercase letters, digits and single hyphens)'],
  ])('refuses %p', (config, message) => {
    expect(() => synth((scope) => new EncryptionKey(scope, 'key', config))).toThrow(message);
  });
});
