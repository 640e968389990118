import { KmsAlias } from '@cdktf/provider-aws/lib/kms-alias';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { claimName, contextOf, policyDocument } from '@restartix/core';
import { TENANT_TAG, tenantName } from '@restartix/core/tenants';
import { Construct } from 'constructs';
import { keyPolicy } from './key-policy';
import { checkTenantCmk } from './tenant-cmk.checks';
import type { TenantCmkConfig } from './tenant-cmk.config';

/** What others take from a tenant's key. */
export interface TenantCmkOutputs {
  /** What a bucket takes as its key. */
  readonly keyArn: string;
  /** Id of the key. */
  readonly keyId: string;
  /** What the application calls the key by, e.g. `alias/restartix-staging-tenant-physio-berlin`. */
  readonly aliasName: string;
}

/**
 * The KMS key of one tenant: usable only in sessions tagged with the tenant, under an encryption context that names it. Only the
 * break-glass role can disable or delete it.
 *
 * @example
 * const key = new TenantCmk(this, 'physio-berlin-key', { tenant: 'physio-berlin' });
 */
export class TenantCmk extends Construct implements TenantCmkOutputs {
  readonly keyArn: string;
  readonly keyId: string;
  readonly aliasName: string;

  readonly key: KmsKey;
  readonly alias: KmsAlias;

  /** @throws ConfigError that lists everything wrong with the config. */
  constructor(scope: Construct, id: string, config: TenantCmkConfig) {
    super(scope, id);
    checkTenantCmk(id, config);
    const context = contextOf(this, 'tenant-cmk', id, config);
    const { tenant, retirement } = config;
    this.aliasName = `alias/${tenantName(context, tenant)}`;
    claimName(this, { module: 'tenant-cmk', property: 'tenant', value: tenant, physicalName: this.aliasName });

    this.key = new KmsKey(this, 'key', {
      description: `Encrypts the data of the tenant ${tenant} of ${context.project} ${context.env}`,
      isEnabled: retirement === undefined,
      // KMS rotates no disabled key, and refuses to change the rotation of one.
      enableKeyRotation: true,
      rotationPeriodInDays: config.rotationPeriodInDays ?? 365,
      deletionWindowInDays: config.deletionWindowInDays ?? 30,
      policy: policyDocument(keyPolicy(context, config)),
      tags: { [TENANT_TAG]: tenant },
      ...(retirement === 'released' ? {} : { lifecycle: { preventDestroy: true } }),
    });
    this.alias = new KmsAlias(this, 'alias', { name: this.aliasName, targetKeyId: this.key.keyId });

    this.keyArn = this.key.arn;
    this.keyId = this.key.keyId;
  }
}
