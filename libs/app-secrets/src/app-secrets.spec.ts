import { resolved, synth } from '@restartix/testing';
import complete from '../examples/complete';
import minimal from '../examples/minimal';
import { AppSecrets } from './app-secrets';
import type { AppSecret } from './app-secrets.config';

describe('AppSecrets', () => {
  const stack = synth(complete);
  const written = (name: string): Record<string, unknown> =>
    stack.resource('aws_secretsmanager_secret_version', `app_secrets_${name}_version`);

  it('names each secret after the project and the environment', () => {
    expect(stack.resource('aws_secretsmanager_secret', 'app_secrets_database_secret')).toEqual({
      name: 'restartix/staging/database',
      description: 'Connection strings',
      kms_key_id: 'arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555',
      recovery_window_in_days: 7,
    });
  });

  it('never touches the value of a secret that is set out of band', () => {
    expect(synth(minimal).addresses).toEqual(['aws_secretsmanager_secret.app_secrets_clerk_secret']);
    expect(Object.keys(stack.resources('aws_secretsmanager_secret_version'))).not.toContain(
      'app_secrets_external_version',
    );
  });

  it('writes values only through the write-only argument, and again only when the version is raised', () => {
    expect(written('database')).toEqual({
      secret_id: '${aws_secretsmanager_secret.app_secrets_database_secret.id}',
      secret_string_wo: '${jsonencode({"DATABASE_URL" = "postgres://example"})}',
      secret_string_wo_version: 2,
    });
  });

  it('generates what is asked for, together with what is given', () => {
    expect(written('mixed')['secret_string_wo']).toBe(
      '${jsonencode({"USER" = "app", "TOKEN" = ephemeral.aws_secretsmanager_random_password.app_secrets_mixed_TOKEN.random_password})}',
    );
    expect(
      stack.ephemeral('aws_secretsmanager_random_password')['app_secrets_encryption_BACKUP_ENCRYPTION_KEY'],
    ).toEqual({
      password_length: 64,
      exclude_punctuation: true,
    });
  });

  it('outputs an ARN for each name, known to the compiler', () => {
    synth((scope) => {
      const secrets = new AppSecrets(scope, 'app-secrets', { secrets: { clerk: { description: 'd' } } });
      expect(resolved(scope, secrets.arns.clerk)).toBe('${aws_secretsmanager_secret.app_secrets_clerk_secret.arn}');
      expect(secrets.arn('clerk')).toBe(secrets.arns.clerk);
      expect(() => secrets.arn('stripe')).toThrow('There is no secret "stripe"; there are: clerk.');
      // @ts-expect-error there is no such secret
      expect(secrets.arns.stripe).toBeUndefined();
    });
  });

  it('is refused a name that another secret of the stack has', () => {
    const twice = (): unknown =>
      synth((scope) => {
        new AppSecrets(scope, 'first', { secrets: { clerk: { description: 'd' } } });
        new AppSecrets(scope, 'second', { secrets: { clerk: { description: 'd' }, stripe: { description: 'd' } } });
      });
    expect(twice).toThrow(
      'app-secrets "second": secrets.clerk "restartix/staging/clerk" is not possible (allowed: a name that no other app-secrets of the stack has; "test/first" has this one)',
    );
    expect(twice).not.toThrow('stripe');
  });

  it.each<[Record<string, AppSecret>, string]>([
    [
      { 'Clerk Keys': { description: 'd' } },
      'app-secrets "secrets": secrets.Clerk Keys "Clerk Keys" is not possible (allowed: lowercase letters',
    ],
    [{ 'api-abc123': { description: 'd' } }, 'secrets.api-abc123 "api-abc123" is not possible'],
    [
      { a: { description: 'd', values: { K: 'v' }, generate: { K: { length: 32 } } } },
      'secrets.a.generate.K {"length":32} is not possible (allowed: keys that `values` does not set)',
    ],
    [
      { a: { description: 'd', generate: { K: { length: 8 } } } },
      'secrets.a.generate.K.length 8 is not possible (allowed: 16 to 4096',
    ],
    [
      { a: { description: 'd', valuesVersion: 2 } },
      'secrets.a.valuesVersion 2 is not possible (allowed: nothing for a secret that is set out of band)',
    ],
  ])('refuses %p', (secrets, message) => {
    expect(() => synth((scope) => new AppSecrets(scope, 'secrets', { secrets }))).toThrow(message);
  });
});
