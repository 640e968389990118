import { cloudflareApi } from '@restartix/preflight';
import type { Context } from '../context';

/** The result of a GET. @throws Error that an unanswered question is reported with. */
export async function askCloudflare<T>(
  { cloudflare }: Pick<Context, 'cloudflare'>,
  path: string,
  permission: string,
): Promise<T> {
  if (!cloudflare) throw new Refused('set CLOUDFLARE_API_TOKEN');
  const { status, result, errors } = await cloudflareApi(cloudflare).get(path);
  if (status === 401 || status === 403) throw new Refused(`the token needs ${permission}`);
  if (status >= 400) throw new Error(errors.map(({ code, message }) => `${message} (${code})`).join('; '));
  return result as T;
}

class Refused extends Error {
  override readonly name = 'Cloudflare';
}

/**
 * Whether there is an edge to look at. A local run without Cloudflare's provider skips it, says so, and leaves a zone without
 * records; an account always has one.
 */
export async function hasEdge(context: Pick<Context, 'cloudflare' | 'target'>, zone: string): Promise<boolean> {
  if (context.target === 'cloud') return true;
  const records = await askCloudflare<unknown[]>(context, `/zones/${zone}/dns_records?per_page=1`, 'DNS Read');
  return records.length > 0;
}
