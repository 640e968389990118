import { LOCAL_SECRET_KEY, localAccessKey, type Emulator } from '@restartix/emulator';
import type { PreflightRequest } from '@restartix/preflight';
import type { Configuration } from '../environment/configuration';
import { localEnvironment } from './environment-variables';

interface Reached {
  readonly configuration: Pick<Configuration, 'awsProviders' | 'backend'>;
  readonly emulator: Pick<Emulator, 'url'> | undefined;
  readonly env: string;
  readonly command: string;
}

/** The AWS and the Cloudflare that an environment is deployed to: as Terraform would reach them, without Terraform. */
export function accessOf(
  { configuration: { awsProviders, backend }, emulator, env, command }: Reached,
  environment: NodeJS.ProcessEnv = process.env,
): Pick<PreflightRequest, 'aws' | 'cloudflare'> {
  const region = awsProviders.find(({ alias }) => !alias)?.region ?? backend.region;
  const accessKeyId = localAccessKey(env, command);
  const { CLOUDFLARE_API_TOKEN: token, CLOUDFLARE_BASE_URL: url } = emulator
    ? localEnvironment({}, { url: emulator.url, region })
    : environment;
  return {
    aws: emulator
      ? { region, endpoint: emulator.url, credentials: { accessKeyId, secretAccessKey: LOCAL_SECRET_KEY } }
      : { region },
    ...(token ? { cloudflare: { token, ...(url ? { url } : {}) } } : {}),
  };
}
