import { checkBounds, checkConfig, checkUnique, checkValues, isKnown, type ReportProblem } from '@restartix/core';
import { checkBucketKey, checkBucketName } from '@restartix/core/s3';
import { checkTenant, checkTenantAccount } from '@restartix/core/tenants';
import { TENANT_S3_BUCKET_CONFIG } from './generated-inputs';
import type { TenantS3BucketConfig } from './tenant-s3-bucket.config';

/** @throws ConfigError that lists everything wrong with the config. */
export function checkTenantS3Bucket(id: string, config: TenantS3BucketConfig): void {
  checkValues('tenant-s3-bucket', id, config, { inputs: TENANT_S3_BUCKET_CONFIG });
  const { tenant, name, kmsKeyId, portalOrigins = [], tenantAccountId } = config;
  checkConfig('tenant-s3-bucket', id, (problem) => {
    checkTenant('tenant', tenant, problem);
    checkTenantAccount('tenantAccountId', tenantAccountId, problem);
    checkName(name, problem);
    checkUnique('portalOrigins', portalOrigins, problem);
    portalOrigins.forEach((origin, index) => checkOrigin(`portalOrigins[${index}]`, origin, problem));
    checkBucketKey('kmsKeyId', kmsKeyId, problem);
    const days = { min: 1, max: 36500, unit: 'days', by: 'Amazon S3' } as const;
    checkBounds(
      problem,
      { property: 'exportExpiryDays', value: config.exportExpiryDays, ...days, fix: 'Use 30.' },
      { property: 'noncurrentVersionDays', value: config.noncurrentVersionDays, ...days, fix: 'Use 30.' },
    );
  });
}

/** @throws ConfigError when project, environment and tenant make a name that S3 refuses. */
export function checkFullName(id: string, name: string): void {
  checkConfig('tenant-s3-bucket', id, (problem) => checkBucketName('tenant', name, problem));
}

function checkName(name: string | undefined, problem: ReportProblem): void {
  if (name === undefined || (isKnown(name) && /^[a-z0-9]{1,10}$/.test(name))) return;
  problem({
    property: 'name',
    value: name,
    allowed: '1 to 10 lowercase letters and digits, known at synth',
    fix: 'Use a name such as files.',
  });
}

function checkOrigin(property: string, value: string, problem: ReportProblem): void {
  if (!isKnown(value) || /^https:\/\/[a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?$/.test(value)) return;
  problem({
    property,
    value,
    allowed: 'the origin of one host, without a wildcard or path',
    fix: 'Write it as browsers do, e.g. https://portal.example.org.',
  });
}
