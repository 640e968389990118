import { LOCAL_SECRET_KEY } from '@restartix/emulator';
import type { Product } from '@restartix/plan-report';
import { PRODUCTS } from '../providers/product';

/** What every run of Terraform gets, for either target. */
export function terraformEnvironment(
  data: string,
  cliConfiguration: string,
  product: Product,
  outer: NodeJS.ProcessEnv = process.env,
): NodeJS.ProcessEnv {
  return {
    ...without(outer, (name) => OWN_FLAGS.test(name)),
    TF_DATA_DIR: data,
    TF_CLI_CONFIG_FILE: cliConfiguration,
    TF_IN_AUTOMATION: '1',
    CHECKPOINT_DISABLE: '1',
    // How much a killed apply can forget: by default all that it made in 20 seconds.
    TF_STATE_PERSIST_INTERVAL: String(persistSeconds(outer['TF_STATE_PERSIST_INTERVAL'], product)),
    // A registry that cannot be reached is said at once, not after minutes.
    TF_REGISTRY_DISCOVERY_RETRY: outer['TF_REGISTRY_DISCOVERY_RETRY'] ?? '1',
    TF_REGISTRY_CLIENT_TIMEOUT: outer['TF_REGISTRY_CLIENT_TIMEOUT'] ?? '10',
  };
}

function persistSeconds(wanted: string | undefined, product: Product): number {
  return Math.max(Number(wanted) || 0, PRODUCTS[product].persistSeconds);
}

// Flags that a person exported for their own use would change what is planned here.
const OWN_FLAGS = /^TF_(CLI_ARGS.*|WORKSPACE|DATA_DIR)$/;

// Forty characters, as the provider wants them; the emulator takes any.
const LOCAL_CLOUDFLARE_TOKEN = 'local'.padEnd(40, '0');

// Of a person's AWS settings, none may reach the emulator but these.
const KEPT_AWS = /^AWS_(REGION|DEFAULT_REGION|CA_BUNDLE|MAX_ATTEMPTS|RETRY_MODE)$/;

/** The same, pointed at the emulator and at nothing else. */
export function localEnvironment(
  environment: NodeJS.ProcessEnv,
  { url, region, accessKey = 'local' }: { readonly url: string; readonly region: string; readonly accessKey?: string },
): NodeJS.ProcessEnv {
  const kept = without(
    environment,
    (name) => (name.startsWith('AWS_') && !KEPT_AWS.test(name)) || name.startsWith('CLOUDFLARE_'),
  );
  const direct = [environment['NO_PROXY'] ?? environment['no_proxy'], '127.0.0.1,localhost'].filter(Boolean).join(',');
  return {
    ...kept,
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: accessKey,
    AWS_SECRET_ACCESS_KEY: LOCAL_SECRET_KEY,
    AWS_REGION: environment['AWS_REGION'] ?? environment['AWS_DEFAULT_REGION'] ?? region,
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
    CLOUDFLARE_BASE_URL: `${url}/client/v4`,
    CLOUDFLARE_API_TOKEN: LOCAL_CLOUDFLARE_TOKEN,
    NO_PROXY: direct,
    no_proxy: direct,
  };
}

function without(environment: NodeJS.ProcessEnv, drop: (name: string) => boolean): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !drop(name)));
}
