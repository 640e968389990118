import { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy';
import { policyDocument, type EnvStack } from '@restartix/core';
import { TenantS3Bucket, tenantBucketStatements, tenantExportStatements } from '../src';

/** A bucket with everything, and the roles of the application and the exit tool. */
export default function example(stack: EnvStack): void {
  new TenantS3Bucket(stack, 'physio-berlin-media', {
    tenant: 'physio-berlin',
    name: 'media',
    kmsKeyId: 'arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555',
    portalOrigins: ['https://portal.physio-berlin.example'],
    tenantAccountId: '210987654321',
    exportExpiryDays: 14,
    noncurrentVersionDays: 7,
  });

  const statements = {
    'tenant-access': tenantBucketStatements(stack, { name: 'media' }),
    'tenant-export': tenantExportStatements(stack, { name: 'media' }),
  };
  for (const [name, policy] of Object.entries(statements)) {
    const role = new IamRole(stack, name, {
      name: `restartix-staging-${name}`,
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
    new IamRolePolicy(stack, `${name}-policy`, { name, role: role.id, policy: policyDocument(policy) });
  }
}
