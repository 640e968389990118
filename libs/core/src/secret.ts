import { SecretsmanagerSecret } from '@cdktf/provider-aws/lib/secretsmanager-secret';
import { SecretsmanagerSecretVersion } from '@cdktf/provider-aws/lib/secretsmanager-secret-version';
import { Fn, Token, propertyAccess } from 'cdktf';
import { Construct } from 'constructs';
import { checkBounds, isWhole } from './bounds';
import { checkConfig, isKnown } from './config-error';
import { EphemeralResource } from './ephemeral-resource';
import { mapValues } from './records';

export interface GeneratedPasswordConfig {
  /**
   * Characters, 8 to 128.
   * @default 40 - letters and digits only then hold over 230 bits
   */
  readonly length?: number;
}

/**
 * A password made anew in each run and kept nowhere: write it with a write-only argument and read it back from there.
 * Letters and digits only, so that a URL, a shell and a connection string need no escaping.
 */
export function generatedPassword(scope: Construct, id: string, config: GeneratedPasswordConfig = {}): string {
  return new EphemeralResource(scope, id, 'aws_secretsmanager_random_password', {
    arguments: { password_length: config.length ?? 40, exclude_punctuation: true },
  }).get('random_password');
}

export interface WriteOnlySecretConfig {
  /** Full name in Secrets Manager, e.g. `restartix/staging/database-master`. */
  readonly name: string;
  /** What is in it, shown in the console. */
  readonly description: string;
  /**
   * What to write, key by key; may hold ephemeral expressions. Never reaches state, plan or log.
   * @default - none: a container whose value is set out of band
   */
  readonly values?: Readonly<Record<string, string>>;
  /**
   * Raise it to write `values` again: Terraform cannot see that a write-only value changed.
   * @default 1
   */
  readonly valuesVersion?: number;
  /**
   * ARN of the KMS key.
   * @default - the account's `aws/secretsmanager` key
   */
  readonly kmsKeyId?: string;
  /**
   * Days in which a deleted secret can be restored, 7 to 30, or 0 to delete at once (its name is then free at once too).
   * @default 30
   */
  readonly recoveryWindowInDays?: number;
}

/** A Secrets Manager secret whose value goes in write-only and can be read back within the same run. */
export class WriteOnlySecret extends Construct {
  readonly secret: SecretsmanagerSecret;
  /** Undefined when the secret is an empty container. */
  readonly version: SecretsmanagerSecretVersion | undefined;
  private stored: EphemeralResource | undefined;

  /** @throws ConfigError when `valuesVersion` or `recoveryWindowInDays` is out of range. */
  constructor(scope: Construct, id: string, config: WriteOnlySecretConfig) {
    super(scope, id);
    const { valuesVersion = 1, recoveryWindowInDays = 30 } = config;
    checkConfig('secret', config.name, (problem) => {
      checkBounds(problem, {
        property: 'valuesVersion',
        value: valuesVersion,
        min: 1,
        fix: 'Start at 1 and raise it by one to write the values again.',
      });
      if (isKnown(recoveryWindowInDays) && recoveryWindowInDays !== 0 && !isWhole(recoveryWindowInDays, 7, 30)) {
        problem({
          property: 'recoveryWindowInDays',
          value: recoveryWindowInDays,
          allowed: '0, or 7 to 30 days (AWS Secrets Manager)',
          fix: 'Use 30 to keep a way back, or 0 to delete at once.',
        });
      }
    });

    this.secret = new SecretsmanagerSecret(this, 'secret', {
      name: config.name,
      description: config.description,
      kmsKeyId: config.kmsKeyId,
      recoveryWindowInDays,
    });
    this.version = config.values
      ? new SecretsmanagerSecretVersion(this, 'version', {
          secretId: this.secret.id,
          secretStringWo: Fn.jsonencode(mapValues(config.values, escaped)),
          secretStringWoVersion: valuesVersion,
        })
      : undefined;
  }

  /** ARN of the secret. */
  get arn(): string {
    return this.secret.arn;
  }

  /**
   * An ephemeral expression for one key of what Secrets Manager holds now. A retried apply reads what the first try
   * wrote, so a resource and its secret cannot differ.
   * @throws Error when the secret is an empty container.
   */
  read(key: string): string {
    if (!this.version) throw new Error(`The secret ${this.node.path} has no values to read.`);
    this.stored ??= new EphemeralResource(this, 'stored', 'aws_secretsmanager_secret_version', {
      arguments: { secret_id: this.version.secretId },
    });
    return Token.asString(propertyAccess(Fn.jsondecode(this.stored.get('secret_string')), [key]));
  }
}

/** Text for an argument of `Fn`: of what ends or begins something in it, CDKTF escapes line breaks and `${` only. */
function escaped(text: string): string {
  return text.replace(/["\\]/g, '\\$&').replaceAll('%{', '%%{');
}
