import { Synthesized, resolved, synth, type Block } from '@restartix/testing';
import complete from '../examples/complete';
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
      description: 'Encrypts what restartix keeps in staging',
    });
  });

  it('has the environment’s alias', () => {
    expect(stack.resource('aws_kms_alias')).toEqual({
      name: 'alias/restartix-staging',
      target_key_id: '${aws_kms_key.encryption_key_key.key_id}',
    });
    expect(synth(complete).resource('aws_kms_alias')['name']).toBe('alias/restartix-staging-documents');
  });

  it('leaves who may use it to this account’s IAM, and opens it to log groups of this account', () => {
    expect(statements(stack).map(({ Sid }) => Sid)).toEqual(['AccountDecidesByIam', 'LogGroups']);
    expect(statements(stack)[0]!['Principal']).toEqual({ AWS: ['arn:aws:iam::210987654321:root'] });
    expect(statements(stack)[1]).toMatchObject({
      Principal: { Service: ['logs.eu-central-1.amazonaws.com'] },
      Condition: {
        ArnLike: { 'kms:EncryptionContext:aws:logs:arn': 'arn:aws:logs:eu-central-1:210987654321:log-group:*' },
      },
    });
  });

  it('lets administrators manage but not decrypt, and users decrypt but not manage', () => {
    const [, , administrators, users] = statements(synth(complete));
    expect(administrators!['Principal']).toEqual({ AWS: ['arn:aws:iam::123456789012:role/operations'] });
    expect(administrators!['Action']).toContain('kms:ScheduleKeyDeletion');
    expect(administrators!['Action']).not.toContain('kms:Decrypt');
    expect(users!['Action']).toContain('kms:Decrypt');
    expect(users!['Action']).not.toContain('kms:PutKeyPolicy');
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
  ])('refuses %p', (config, message) => {
    expect(() => synth((scope) => new EncryptionKey(scope, 'key', config))).toThrow(message);
  });
});
