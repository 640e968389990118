import { Pseudonyms } from './pseudonyms';

const instance = (attributes: Record<string, unknown>) => [{ attributes }];
const STATE = {
  lineage: 'a',
  outputs: { token: { value: 'the-token', sensitive: true }, url: { value: 'https://example.com' } },
  resources: [
    {
      mode: 'managed',
      type: 'aws_elasticache_replication_group',
      instances: instance({ auth_token: 'the-token', id: 'cache' }),
    },
    {
      mode: 'data',
      type: 'aws_secretsmanager_secret_version',
      instances: instance({ secret_string: '{"token":"the-token"}' }),
    },
    {
      mode: 'managed',
      type: 'aws_secretsmanager_secret_version',
      instances: instance({ secret_string: 'configured' }),
    },
    {
      mode: 'managed',
      type: 'cloudflare_account_token',
      instances: instance({ value: 'the-write-token', name: 'edge' }),
    },
  ],
};

describe('the state of a plan without secrets', () => {
  const text = JSON.stringify(new Pseudonyms(STATE).ofState());

  it('holds no secret of the real one, and all else', () => {
    expect(text).not.toMatch(/the-token|the-write-token/);
    expect(text).toContain('configured');
    expect(new Pseudonyms(STATE).ofState()).toMatchObject({
      lineage: 'a',
      outputs: { url: { value: 'https://example.com' } },
      resources: [
        { instances: [{ attributes: { id: 'cache' } }] },
        {},
        {},
        { instances: [{ attributes: { name: 'edge' } }] },
      ],
    });
  });

  it('has the same value where the real one has, and keeps the keys of JSON', () => {
    const [token] = /[0-9a-f]{64}/.exec(text) ?? [];
    expect(text).toContain(JSON.stringify(JSON.stringify({ token })));
    expect(text).toContain(`"auth_token":"${token}"`);
  });

  it('has other values in each run', () => {
    expect(JSON.stringify(new Pseudonyms(STATE).ofState())).not.toBe(text);
  });
});
