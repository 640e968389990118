import { ConfigError } from './config-error';
import { eachText, templateParts } from './template';

const ADDRESS = /(?<![\w.])(?:data\.)?(?:aws|cloudflare)_[a-z0-9_]+\.[A-Za-z_][\w-]*(?:\[[^\]]*\])?\.[a-z_]+/;
const BARE = new RegExp(`^${ADDRESS.source}(\\[[^\\]]*\\])*$`);

// Terraform takes addresses here, and no expressions.
const TAKES_ADDRESSES = ['//', 'depends_on', 'ignore_changes', 'replace_triggered_by', 'provider', 'moved', 'removed'];

/**
 * Refuses text that was meant as a reference: Terraform would take `lower("aws_lb.main.dns_name")` at its word, plan it
 * and send the address itself to AWS or Cloudflare.
 *
 * @throws ConfigError that names the attribute.
 */
export function refuseLiteralReferences(stack: string, json: unknown): void {
  const refuse = (path: string, text: string): void => {
    const literal = literalReference(text);
    if (literal === undefined) return;
    throw new ConfigError('stack', stack, [
      {
        property: path,
        value: text,
        allowed: `expressions in which "${literal}" is a reference and not text`,
        fix: 'Build the value with Fn.* over attributes, or with expression() of @restartix/core, never with quotes around a token.',
      },
    ]);
  };
  eachText(json, refuse, { skip: TAKES_ADDRESSES });
}

/** The address that a value holds as literal text, if any. */
export function literalReference(text: string): string | undefined {
  if (!text.includes('aws_') && !text.includes('cloudflare_')) return undefined;
  if (BARE.test(text)) return text;
  for (const { kind, text: part } of templateParts(text)) {
    const [address] = (kind === 'literal' && ADDRESS.exec(part)) || [];
    if (address !== undefined) return address;
  }
  return undefined;
}
