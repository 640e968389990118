import { mapValues } from '@restartix/core';
import { resolved, synth } from '@restartix/testing';
import complete from '../examples/complete';
import minimal from '../examples/minimal';
import { AppSecrets } from './app-secrets';
import type { AppSecret, GeneratedSecret } from './app-secrets.config';

const generated = (generate: GeneratedSecret['generate']): Record<string, AppSecret> => ({
  encryption: { description: 'Key for columns', generate },
});
const make = (secrets: Record<string, AppSecret>) =>
  synth((scope) => void new AppSecrets(scope, 'secrets', { secrets }));

describe('AppSecrets', () => {
  const stack = synth(complete);
  const written = (name: string): Record<string, unknown> =>
    stack.resource('aws_secretsmanager_secret_version', `app_secrets_${name}_version`);

  it('names each secret after the project and the environment', () => {
    expect(stack.resource('aws_secretsmanager_secret', 'app_secrets_database_secret')).toEqual({
      name: 'restartix/staging/database',
      description: 'Connection string',
      kms_key_id: 'arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555',
      recovery_window_in_days: 7,
    });
  });

  it('writes values only through the write-only argument, and again only when the version is raised', () => {
    expect(written('database')).toEqual({
      secret_id: '${aws_secretsmanager_secret.app_secrets_database_secret.id}',
      secret_string_wo: '${jsonencode({"DATABASE_URL" = "postgres://example"})}',
      secret_string_wo_version: 2,
    });
  });

  it('outputs an ARN for each name, known to the compiler', () => {
    synth((scope) => {
      const secrets = new AppSecrets(scope, 'app-secrets', {
        secrets: { clerk: { description: 'd', keys: { K: 'k' } } },
      });
      expect(resolved(scope, secrets.arns.clerk)).toBe('${aws_secretsmanager_secret.app_secrets_clerk_secret.arn}');
      expect(secrets.arn('clerk')).toBe(secrets.arns.clerk);
      expect(() => secrets.arn('stripe')).toThrow('There is no secret "stripe"; there are: clerk.');
      // @ts-expect-error there is no such secret
      expect(secrets.arns.stripe).toBeUndefined();
    });
  });

  describe('a secret that a person sets', () => {
    it('has no value of ours', () => {
      expect(synth(minimal).resources('aws_secretsmanager_secret_version')).toEqual({});
      expect(Object.keys(stack.resources('aws_secretsmanager_secret_version'))).not.toContain(
        'app_secrets_clerk_version',
      );
    });

    it('says in a parameter which keys have to be set', () => {
      const { insecure_value: value, ...parameter } = synth(minimal).resource('aws_ssm_parameter');
      expect(parameter).toEqual({
        name: '/restartix/staging/secrets/clerk',
        description: 'Keys of the secret restartix/staging/clerk',
        type: 'String',
      });
      expect(JSON.parse(value as string)).toEqual({
        secret: 'restartix/staging/clerk',
        keys: { CLERK_SECRET_KEY: 'Secret key of the instance' },
      });
    });

    it('may have any text as description', () => {
      const text = 'from "the dashboard"\n${not} %{a} template';
      const { insecure_value: value } = make({ a: { description: 'd', keys: { K: text } } }).resource(
        'aws_ssm_parameter',
      );
      const unescaped = (value as string).replaceAll('$${', '${').replaceAll('%%{', '%{');
      expect(JSON.parse(unescaped)).toMatchObject({ keys: { K: text } });
      expect(value).toContain('$${not}');
    });

    it('gives a variable for each key', () => {
      synth((scope) => {
        const secrets = new AppSecrets(scope, 's', {
          secrets: { a: { description: 'd', keys: { ONE: '1', TWO: '2' } } },
        });
        const { environment, secrets: variables } = secrets.variables('a');
        expect(environment).toEqual({});
        expect(mapValues(variables, ({ arn, jsonKey }) => `${resolved(scope, arn)} ${jsonKey}`)).toEqual({
          ONE: '${aws_secretsmanager_secret.s_a_secret.arn} ONE',
          TWO: '${aws_secretsmanager_secret.s_a_secret.arn} TWO',
        });
      });
    });
  });

  describe('a generated key', () => {
    it('has a secret for each version, written once', () => {
      for (const version of [1, 2]) {
        expect(stack.resource('aws_secretsmanager_secret', `app_secrets_encryption_v${version}_secret`)).toMatchObject({
          name: `restartix/staging/encryption/v${version}`,
          description: `Key for columns, version ${version}`,
        });
        expect(written(`encryption_v${version}`)).toMatchObject({
          secret_string_wo: `\${jsonencode({"ENCRYPTION_KEY" = ephemeral.aws_secretsmanager_random_password.app_secrets_encryption_v${version}_value.random_password})}`,
          secret_string_wo_version: 1,
        });
      }
      expect(stack.ephemeral('aws_secretsmanager_random_password')['app_secrets_encryption_v1_value']).toEqual({
        password_length: 32,
        exclude_punctuation: true,
      });
    });

    it('gets another version without a change of those that are there', () => {
      const before = make(generated({ key: 'ENCRYPTION_KEY' })).resources('aws_secretsmanager_secret_version');
      const after = make(generated({ key: 'ENCRYPTION_KEY', versions: [1, 2], current: 2 })).resources(
        'aws_secretsmanager_secret_version',
      );
      expect(Object.keys(before)).toHaveLength(1);
      expect(Object.keys(after)).toHaveLength(2);
      expect(after).toMatchObject(before);
    });

    it('gives the current version, its number, and every version that can be read', () => {
      synth((scope) => {
        const secrets = new AppSecrets(scope, 's', {
          secrets: { encryption: { description: 'd', generate: { key: 'KEY', versions: [2, 3], current: 2 } } },
        });
        const { arns } = secrets.key('encryption');
        expect(resolved(scope, arns['3']!)).toBe('${aws_secretsmanager_secret.s_encryption_v3_secret.arn}');
        expect(resolved(scope, secrets.arns.encryption)).toBe(resolved(scope, arns['2']!));
        const { environment, secrets: variables } = secrets.variables('encryption');
        expect(environment).toEqual({ KEY_VERSION: '2' });
        expect(mapValues(variables, ({ arn, jsonKey }) => `${resolved(scope, arn)} ${jsonKey}`)).toEqual({
          KEY: '${aws_secretsmanager_secret.s_encryption_v2_secret.arn} KEY',
          KEY_V2: '${aws_secretsmanager_secret.s_encryption_v2_secret.arn} KEY',
          KEY_V3: '${aws_secretsmanager_secret.s_encryption_v3_secret.arn} KEY',
        });
      });
    });

    it('is the only kind with versions', () => {
      synth((scope) => {
        const secrets = new AppSecrets(scope, 's', { secrets: { clerk: { description: 'd', keys: { K: 'k' } } } });
        expect(() => secrets.key('clerk')).toThrow('The secret "clerk" is not generated: it has no versions.');
      });
    });
  });

  it('is refused a name that another secret of the stack has', () => {
    const one: AppSecret = { description: 'd', keys: { K: 'k' } };
    const twice = (): unknown =>
      synth((scope) => {
        new AppSecrets(scope, 'first', { secrets: { clerk: one } });
        new AppSecrets(scope, 'second', { secrets: { clerk: one, stripe: one } });
      });
    expect(twice).toThrow(
      'app-secrets "second": secrets.clerk "restartix/staging/clerk" is not possible (allowed: a name that no other app-secrets of the environment has; "test/first" has this one)',
    );
    expect(twice).not.toThrow('stripe');
  });

  it.each<[Record<string, AppSecret>, string]>([
    [
      { 'Clerk Keys': { description: 'd', keys: { K: 'k' } } },
      'app-secrets "secrets": secrets.Clerk Keys "Clerk Keys" is not possible (allowed: lowercase letters',
    ],
    [{ 'api-abc123': { description: 'd', keys: { K: 'k' } } }, 'secrets.api-abc123 "api-abc123" is not possible'],
    [{ a: { description: 'd', keys: {} } }, 'secrets.a.keys {} is not possible (allowed: one or more'],
    [{ a: { description: 'd', keys: { secretKey: 'k' } } }, 'secrets.a.keys "secretKey" is not possible'],
    [{ a: { description: 'd', keys: { K: 'k'.repeat(4000) } } }, 'is not possible (allowed: 0 to 4096 bytes as JSON'],
    [generated({ key: 'key' }), 'secrets.encryption.generate.key "key" is not possible'],
    [
      generated({ key: 'K', length: 8 }),
      'secrets.encryption.generate.length 8 is not possible (allowed: 16 to 4096 characters',
    ],
    [generated({ key: 'K', versions: [] }), 'secrets.encryption.generate.versions [] is not possible'],
    [generated({ key: 'K', versions: [1, 1] }), 'secrets.encryption.generate.versions [1,1] is not possible'],
    [generated({ key: 'K', versions: [0] }), 'secrets.encryption.generate.versions [0] is not possible'],
    [
      generated({ key: 'K', versions: [2, 3] }),
      'secrets.encryption.generate.current 1 is not possible (allowed: one of versions: 2, 3). Add 1 to versions, or choose one of them.',
    ],
  ])('refuses %p', (secrets, message) => {
    expect(() => make(secrets)).toThrow(message);
  });
});
