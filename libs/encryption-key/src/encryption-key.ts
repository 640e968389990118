import { KmsAlias } from '@cdktf/provider-aws/lib/kms-alias';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { checkConfig, contextOf, policyDocument } from '@restartix/core';
import { TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { checkEncryptionKeyConfig, type EncryptionKeyConfig } from './encryption-key.config';
import { keyPolicy } from './key-policy';

/** A customer-managed KMS key with an alias: what databases, caches, secrets, logs and buckets are encrypted with. */
export class EncryptionKey extends Construct {
  readonly keyArn: string;
  readonly keyId: string;
  /** e.g. `alias/restartix-staging` */
  readonly aliasName: string;

  readonly key: KmsKey;
  readonly alias: KmsAlias;

  /** @throws ConfigError for periods that KMS refuses. */
  constructor(scope: Construct, id: string, config: EncryptionKeyConfig = {}) {
    super(scope, id);
    checkEncryptionKeyConfig(id, config);
    const context = contextOf(this, 'encryption-key', id, config);
    const { project, env } = context;
    this.aliasName = `alias/${config.name ? context.name(config.name) : `${project}-${env}`}`;
    checkAliasIsFree(this, config.name);

    this.key = new KmsKey(this, 'key', {
      description: config.description ?? `Encrypts what ${project} keeps in ${env}`,
      enableKeyRotation: true,
      rotationPeriodInDays: config.rotationPeriodInDays ?? 365,
      deletionWindowInDays: config.deletionWindowInDays ?? 30,
      policy: policyDocument(keyPolicy(context, config)),
    });
    this.alias = new KmsAlias(this, 'alias', { name: this.aliasName, targetKeyId: this.key.keyId });

    this.keyArn = this.key.arn;
    this.keyId = this.key.keyId;
  }
}

/** @throws ConfigError when another key of the stack has the alias. */
function checkAliasIsFree(key: EncryptionKey, name: string | undefined): void {
  const twin = TerraformStack.of(key)
    .node.findAll()
    .find((other) => other instanceof EncryptionKey && other !== key && other.aliasName === key.aliasName);
  checkConfig('encryption-key', key.node.id, (problem) => {
    if (!twin) return;
    problem({
      property: 'name',
      value: name,
      allowed: `a name that no other key of the stack has; "${twin.node.id}" has this one`,
      mend: 'Give this one a `name` of its own.',
    });
  });
}
