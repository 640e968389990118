import { Unasked } from '../ask';
import type { Context } from '../context';
import type { CloudflareAnswer } from './api';

/** The answer to a GET. @throws Unasked without a token. */
export async function askCloudflare(
  { cloudflare }: Pick<Context, 'cloudflare'>,
  path: string,
): Promise<CloudflareAnswer> {
  if (!cloudflare) throw new Unasked('not asked: set CLOUDFLARE_API_TOKEN');
  return cloudflare.get(path);
}

/** The answer that succeeded. @throws Unasked that names the permission. */
export async function mustAskCloudflare(
  context: Pick<Context, 'cloudflare'>,
  path: string,
  permission: string,
): Promise<CloudflareAnswer> {
  const answer = await askCloudflare(context, path);
  if (answer.status < 400) return answer;
  const why = answer.errors.map(({ code, message }) => `${message} (${code})`).join('; ');
  if (answer.status === 401 || answer.status === 403) {
    throw new Unasked(`not asked: the token needs ${permission}: ${why}`);
  }
  throw new Unasked(`not answered: ${answer.status} ${why}`);
}
