import { synth } from './testing';
import { WriteOnlySecret, generatedPassword } from './secret';

const NAME = 'restartix/staging/database';

describe('WriteOnlySecret', () => {
  it('writes its values only through the write-only argument', () => {
    const stack = synth((scope) => {
      const password = generatedPassword(scope, 'password');
      new WriteOnlySecret(scope, 'db', { name: NAME, description: 'd', values: { password, user: 'app' } });
    });
    expect(stack.resource('aws_secretsmanager_secret_version')).toEqual({
      secret_id: '${aws_secretsmanager_secret.db_secret.id}',
      secret_string_wo:
        '${jsonencode({"password" = ephemeral.aws_secretsmanager_random_password.password.random_password, "user" = "app"})}',
      secret_string_wo_version: 1,
    });
    expect(stack.ephemeral('aws_secretsmanager_random_password')['password']).toEqual({
      password_length: 40,
      exclude_punctuation: true,
    });
  });

  it('reads back what is stored, through one ephemeral block for all keys', () => {
    const stack = synth((scope) => {
      const secret = new WriteOnlySecret(scope, 'db', { name: NAME, description: 'd', values: { a: '1', b: '2' } });
      new WriteOnlySecret(scope, 'copy', {
        name: `${NAME}-copy`,
        description: 'd',
        values: { url: `postgres://${secret.read('a')}:${secret.read('b')}@host` },
      });
    });
    expect(Object.keys(stack.ephemeral('aws_secretsmanager_secret_version'))).toEqual(['db_stored']);
    const stored = 'jsondecode(ephemeral.aws_secretsmanager_secret_version.db_stored.secret_string)';
    expect(stack.resource('aws_secretsmanager_secret_version', 'copy_version')['secret_string_wo']).toBe(
      `\${jsonencode({"url" = "postgres://\${${stored}.a}:\${${stored}.b}@host"})}`,
    );
  });

  it('is an empty container without values', () => {
    const stack = synth((scope) => {
      const secret = new WriteOnlySecret(scope, 'clerk', { name: 'restartix/staging/clerk', description: 'd' });
      expect(() => secret.read('key')).toThrow('The secret test/clerk has no values to read.');
    });
    expect(stack.addresses).toEqual(['aws_secretsmanager_secret.clerk_secret']);
  });

  it.each([
    [{ valuesVersion: 0 }, 'valuesVersion 0 is not possible (allowed: 1 or more)'],
    [{ recoveryWindowInDays: 3 }, 'recoveryWindowInDays 3 is not possible (allowed: 0, or 7 to 30 days'],
    [{ recoveryWindowInDays: 31 }, 'recoveryWindowInDays 31 is not possible'],
  ])('refuses %p', (config, message) => {
    expect(() =>
      synth((scope) => new WriteOnlySecret(scope, 'db', { name: NAME, description: 'd', ...config })),
    ).toThrow(message);
  });
});
