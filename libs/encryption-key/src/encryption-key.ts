import { KmsAlias } from '@cdktf/provider-aws/lib/kms-alias';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { claimName, contextOf, literal, policyDocument } from '@restartix/core';
import { Construct } from 'constructs';
import { checkEncryptionKey } from './encryption-key.checks';
import type { EncryptionKeyConfig } from './encryption-key.config';
import { keyPolicy } from './key-policy';

/** What other modules take from a key. */
export interface EncryptionKeyOutputs {
  /** What other modules take as their key. */
  readonly keyArn: string;
  /** Id of the key. */
  readonly keyId: string;
  /** e.g. `alias/restartix-staging` */
  readonly aliasName: string;
}

/** A customer-managed KMS key with an alias: what databases, caches, secrets, logs and buckets are encrypted with. */
export class EncryptionKey extends Construct implements EncryptionKeyOutputs {
  readonly keyArn: string;
  readonly keyId: string;
  readonly aliasName: string;

  readonly key: KmsKey;
  readonly alias: KmsAlias;

  /** @throws ConfigError for periods that KMS refuses. */
  constructor(scope: Construct, id: string, config: EncryptionKeyConfig = {}) {
    super(scope, id);
    checkEncryptionKey(id, config);
    const context = contextOf(this, 'encryption-key', id, config);
    const { project, env } = context;
    this.aliasName = `alias/${config.name ? context.name(config.name) : `${project}-${env}`}`;
    claimName(this, { module: 'encryption-key', property: 'name', value: config.name, physicalName: this.aliasName });

    this.key = new KmsKey(this, 'key', {
      description: literal(config.description ?? `Encrypts the data of ${project} ${env}`),
      enableKeyRotation: true,
      rotationPeriodInDays: config.rotationPeriodInDays ?? 365,
      deletionWindowInDays: config.deletionWindowInDays ?? 30,
      policy: policyDocument(keyPolicy(context, config)),
      ...(config.deletionProtection ? { lifecycle: { preventDestroy: true } } : {}),
    });
    this.alias = new KmsAlias(this, 'alias', { name: this.aliasName, targetKeyId: this.key.keyId });

    this.keyArn = this.key.arn;
    this.keyId = this.key.keyId;
  }
}
