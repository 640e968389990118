import { TenantCmk, type TenantCmkConfig } from '@restartix/tenant-cmk';
import { parityOf } from './parity';

export const tenantCmk = parityOf({
  module: 'tenant-cmk',
  construct: TenantCmk,
  base: { tenant: 'acme' } as TenantCmkConfig,
  // The specification says what they are for, and names neither inputs nor outputs.
  inputs: { 'a tenant row that holds the entitlement': { tenant: 'globex' } },
  outputs: { 'own_cmk: the key': 'keyArn', 'own_cmk: its alias': 'aliasName' },
  resources: [
    {
      spec: 'own_cmk: KMS key, with the key policy',
      type: 'aws_kms_key',
      count: 1,
      arguments: {
        enable_key_rotation: true,
        policy: {
          Statement: [
            {
              Sid: 'AllowTenantSessions',
              Condition: {
                StringEquals: { 'aws:PrincipalTag/Tenant': 'acme', 'kms:EncryptionContext:tenant': 'acme' },
              },
            },
          ],
        },
      },
    },
    {
      spec: 'own_cmk: alias',
      type: 'aws_kms_alias',
      count: 1,
      arguments: { name: 'alias/restartix-staging-tenant-acme' },
    },
    {
      spec: 'the crypto-shred runbook: how the key is retired on contract termination',
      type: 'aws_kms_key',
      given: { retirement: 'disabled' },
      arguments: { is_enabled: false, lifecycle: { prevent_destroy: true }, deletion_window_in_days: 30 },
    },
  ],
});
