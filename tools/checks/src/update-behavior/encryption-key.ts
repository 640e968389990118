import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import type { EnvStack } from '@restartix/core';
import { EncryptionKey } from '@restartix/encryption-key';
import { updateBehavior } from './rows';

export const encryptionKey = updateBehavior({
  module: 'encryption-key',
  construct: EncryptionKey,
  given: (stack) => ({ operations: role(stack, 'operations'), support: role(stack, 'support') }),
  base: {},
  inputs: {
    name: { values: ['documents', 'exports'] },
    description: { values: ['Encrypts documents', 'Encrypts exports'] },
    deletionWindowInDays: { values: [14, 7] },
    deletionProtection: { values: [true, false] },
    rotationPeriodInDays: { values: [180, 90] },
    use: { values: ['direct', 'through-services'] },
    publishers: { values: [['sns'], ['sns', 'ses']] },
    administrators: {
      values: [({ operations }) => ({ ops: operations }), ({ support }) => ({ ops: support })],
    },
    users: { values: [({ operations }) => ({ ops: operations }), ({ support }) => ({ ops: support })] },
  },
});

function role(stack: EnvStack, name: string): string {
  const assumeRolePolicy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ec2.amazonaws.com' } }],
  });
  new IamRole(stack, name, { name: `platform-${name}`, assumeRolePolicy });
  return `arn:aws:iam::123456789012:role/platform-${name}`;
}
