import type { Subject } from './notice';

const TIMEOUT_MS = 10_000;

/**
 * Posts a message to a Slack incoming webhook, or to any other that takes JSON. The address is a secret: it is in no message.
 * https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
 * @returns why it was not delivered; undefined when it was
 */
export async function send(
  webhook: string,
  text: string,
  { env, event, summary, url }: Subject,
): Promise<string | undefined> {
  const target = parsed(webhook);
  if (!target) return 'the webhook is no https address';
  const isSlack = target.hostname === 'hooks.slack.com';
  const body = isSlack ? { text } : { text, env, event, digest: summary?.digest, counts: summary?.counts, url };
  try {
    const { ok, status } = await fetch(target, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return ok ? undefined : `the webhook answered ${String(status)}`;
  } catch (error) {
    // The message of a failed fetch may hold the address.
    return `the webhook was not reached (${(error as Error).name})`;
  }
}

/** In the clear to this machine alone. */
function parsed(webhook: string): URL | undefined {
  if (!URL.canParse(webhook)) return undefined;
  const url = new URL(webhook);
  return url.protocol === 'https:' || url.hostname === '127.0.0.1' ? url : undefined;
}
