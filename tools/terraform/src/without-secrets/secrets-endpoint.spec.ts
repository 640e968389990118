import { SecretsEndpoint } from './secrets-endpoint';

const NOBODY = {
  region: 'eu-central-1',
  endpoint: 'http://127.0.0.1:1',
  credentials: { accessKeyId: 'a', secretAccessKey: 'a' },
};

describe('Secrets Manager of a plan without secrets', () => {
  let endpoint: SecretsEndpoint;
  beforeAll(async () => (endpoint = await SecretsEndpoint.open(NOBODY, () => 'never')));
  afterAll(() => endpoint.close());

  async function ask(
    operation: string,
    input: object = {},
    url = endpoint.url,
  ): Promise<[number, Record<string, string>]> {
    const headers = { 'X-Amz-Target': `secretsmanager.${operation}` };
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(input) });
    return [response.status, (await response.json()) as Record<string, string>];
  }

  it.each(['PutSecretValue', 'DeleteSecret', 'BatchGetSecretValue', 'CreateSecret', 'TagResource'])(
    'refuses %s',
    async (name) => {
      expect(await ask(name)).toEqual([
        400,
        { __type: 'AccessDeniedException', message: expect.stringContaining(name) as string },
      ]);
    },
  );

  it('answers nobody who does not know its path', async () => {
    const { origin } = new URL(endpoint.url);
    expect(await ask('GetRandomPassword', {}, origin)).toEqual([
      400,
      expect.objectContaining({ __type: 'AccessDeniedException' }),
    ]);
  });

  it('makes a password of the length that is asked for', async () => {
    const [, { RandomPassword }] = await ask('GetRandomPassword', { PasswordLength: 40 });
    expect(RandomPassword).toMatch(/^[0-9a-f]{40}$/);
  });
});
