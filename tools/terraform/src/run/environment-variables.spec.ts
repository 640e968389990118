import { localAccessKey } from '@restartix/emulator';
import { localEnvironment, terraformEnvironment } from './environment-variables';

test("drops a person's own flags, which would change what is planned", () => {
  const environment = terraformEnvironment('/data', '/rc', 'Terraform', {
    TF_CLI_ARGS: '-lock=false',
    TF_CLI_ARGS_plan: '-target=x',
    TF_WORKSPACE: 'other',
    TF_VAR_kept: '1',
  });
  expect(environment).toMatchObject({ TF_DATA_DIR: '/data', TF_CLI_CONFIG_FILE: '/rc', TF_VAR_kept: '1' });
  for (const name of ['TF_CLI_ARGS', 'TF_CLI_ARGS_plan', 'TF_WORKSPACE']) expect(environment).not.toHaveProperty(name);
});

test('lets no cloud setting reach the emulator', () => {
  const environment = localEnvironment(
    {
      AWS_PROFILE: 'prod',
      AWS_ACCESS_KEY_ID: 'real',
      AWS_SESSION_TOKEN: 'real',
      AWS_ENDPOINT_URL_S3: 'https://elsewhere',
      AWS_ROLE_ARN: 'arn',
      CLOUDFLARE_API_TOKEN: 'real',
      CLOUDFLARE_EMAIL: 'real',
      CLOUDFLARE_BASE_URL: 'https://elsewhere',
      HTTPS_PROXY: 'http://proxy',
      NO_PROXY: 'internal',
    },
    { url: 'http://127.0.0.1:1', region: 'eu-central-1', accessKey: localAccessKey('staging', 'plan') },
  );
  expect(JSON.stringify(environment)).not.toMatch(/real|prod|elsewhere|"arn"/);
  expect(environment).toMatchObject({
    AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'local.staging.plan',
    AWS_EC2_METADATA_DISABLED: 'true',
    NO_PROXY: 'internal,127.0.0.1,localhost',
    CLOUDFLARE_BASE_URL: 'http://127.0.0.1:1/client/v4',
    CLOUDFLARE_API_TOKEN: expect.stringMatching(/^[A-Za-z0-9]{40}$/) as string,
  });
});

test('leaves a region that is set alone', () => {
  expect(localEnvironment({ AWS_REGION: 'us-east-1' }, { url: 'http://x', region: 'eu-central-1' })['AWS_REGION']).toBe(
    'us-east-1',
  );
});

test.each([
  ['Terraform', undefined, '1'],
  ['Terraform', '5', '5'],
  ['OpenTofu', undefined, '20'],
  ['OpenTofu', '5', '20'],
  ['OpenTofu', '30', '30'],
] as const)('%s saves the state every so often (asked for %s): %s s', (product, wanted, seconds) => {
  const { TF_STATE_PERSIST_INTERVAL } = terraformEnvironment('/data', '/rc', product, {
    TF_STATE_PERSIST_INTERVAL: wanted,
  });
  expect(TF_STATE_PERSIST_INTERVAL).toBe(seconds);
});
