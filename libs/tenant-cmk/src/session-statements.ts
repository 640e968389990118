import { contextOf, type ModuleConfig, type PolicyStatement } from '@restartix/core';
import { SESSION_TENANT, TENANT_CONTEXT, TENANT_TAG } from '@restartix/core/tenants';
import type { Construct } from 'constructs';
import { USE } from './key-policy';

/**
 * Lets the sessions of a role use the key of the tenant that they are tagged with: one statement for all tenants of the
 * environment, those of tomorrow too.
 *
 * @example
 * new IamRolePolicy(this, 'keys', { role, policy: policyDocument(tenantKeyStatements(this)) });
 */
export function tenantKeyStatements(scope: Construct, config: ModuleConfig = {}): PolicyStatement[] {
  const context = contextOf(scope, 'tenant-cmk', scope.node.id, config);
  return [
    {
      sid: 'UseTenantKey',
      actions: USE,
      resources: [context.arn({ service: 'kms', resource: 'key/*' })],
      conditions: {
        StringEquals: {
          'aws:ResourceTag/Environment': context.env,
          [`aws:ResourceTag/${TENANT_TAG}`]: SESSION_TENANT,
          [`kms:EncryptionContext:${TENANT_CONTEXT}`]: SESSION_TENANT,
        },
      },
    },
  ];
}
