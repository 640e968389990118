import { CloudflareProvider } from '@cdktf/provider-cloudflare/lib/provider';
import type { EnvStack } from './env-stack';

/**
 * Gives an environment the Cloudflare provider, for `@restartix/edge-cloudflare`. Its credentials come from
 * `CLOUDFLARE_API_TOKEN` in Terraform's environment: none is ever in the configuration.
 */
export function useCloudflare(stack: EnvStack): void {
  new CloudflareProvider(stack, 'cloudflare');
}
