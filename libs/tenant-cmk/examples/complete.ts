import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { policyDocument, type EnvStack } from '@restartix/core';
import { TenantCmk, tenantKeyStatements } from '../src';

/** Two tenants' keys, one on its way out, and the one role whose sessions use them. */
export default function example(stack: EnvStack): void {
  new TenantCmk(stack, 'physio-berlin-key', {
    tenant: 'physio-berlin',
    bucketNames: ['restartix-staging-tenant-physio-berlin-files'],
    tenantAccountId: '210987654321',
    breakGlassRoleArn: 'arn:aws:iam::123456789012:role/keys-break-glass',
    rotationPeriodInDays: 180,
    deletionWindowInDays: 14,
  });
  new TenantCmk(stack, 'rehab-ulm-key', { tenant: 'rehab-ulm', retirement: 'disabled' });

  const role = new IamRole(stack, 'tenant-access', {
    name: 'restartix-staging-tenant-access',
    assumeRolePolicy: policyDocument([
      {
        actions: ['sts:AssumeRole', 'sts:TagSession'],
        principals: { AWS: ['arn:aws:iam::123456789012:root'] },
        conditions: {
          ArnEquals: { 'aws:PrincipalArn': 'arn:aws:iam::123456789012:role/restartix-staging-core-api-task' },
          StringLike: { 'aws:RequestTag/Tenant': '?*' },
        },
      },
    ]),
  });
  new IamRolePolicy(stack, 'tenant-keys', {
    name: 'tenant-keys',
    role: role.id,
    policy: policyDocument(tenantKeyStatements(stack)),
  });
}
