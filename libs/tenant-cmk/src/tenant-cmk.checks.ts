import { checkConfig, checkKeyPeriods, checkUnique, checkValues } from '@restartix/core';
import { checkBucketName } from '@restartix/core/s3';
import { checkBreakGlassRole, checkTenant, checkTenantAccount } from '@restartix/core/tenants';
import { TENANT_CMK_CONFIG } from './generated-inputs';
import type { TenantCmkConfig } from './tenant-cmk.config';

/** @throws ConfigError that lists everything wrong with the config. */
export function checkTenantCmk(id: string, config: TenantCmkConfig): void {
  checkValues('tenant-cmk', id, config, { inputs: TENANT_CMK_CONFIG });
  const { tenant, bucketNames = [], tenantAccountId, breakGlassRoleArn } = config;
  checkConfig('tenant-cmk', id, (problem) => {
    checkTenant('tenant', tenant, problem);
    checkTenantAccount('tenantAccountId', tenantAccountId, problem);
    checkBreakGlassRole('breakGlassRoleArn', breakGlassRoleArn, problem);
    bucketNames.forEach((name, index) => checkBucketName(`bucketNames[${index}]`, name, problem));
    checkUnique('bucketNames', bucketNames, problem);
    checkKeyPeriods(config, problem);
    if (tenantAccountId !== undefined && bucketNames.length === 0) {
      problem({
        property: 'tenantAccountId',
        value: tenantAccountId,
        allowed: 'nothing without bucketNames: it may decrypt objects alone',
        fix: 'Name the tenant’s bucket, or leave it out.',
      });
    }
  });
}
