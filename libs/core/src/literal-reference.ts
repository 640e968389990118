import { ConfigError } from './config-error';

const ADDRESS = /(?<![\w.])(?:data\.)?(?:aws|cloudflare)_[a-z0-9_]+\.[A-Za-z_][\w-]*(?:\[[^\]]*\])?\.[a-z_]+/;
const BARE = new RegExp(`^${ADDRESS.source}(\\[[^\\]]*\\])*$`);

// Terraform takes addresses here, and no expressions.
const TAKES_ADDRESSES = new Set([
  '//',
  'depends_on',
  'ignore_changes',
  'replace_triggered_by',
  'provider',
  'moved',
  'removed',
]);

/**
 * Refuses text that was meant as a reference: Terraform would take `lower("aws_lb.main.dns_name")` at its word, plan it
 * and send the address itself to AWS or Cloudflare.
 *
 * @throws ConfigError that names the attribute.
 */
export function refuseLiteralReferences(stack: string, json: unknown): void {
  visit(json, '', (path, text) => {
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
  });
}

/** The address that a value holds as literal text, if any. */
export function literalReference(text: string): string | undefined {
  if (!text.includes('aws_') && !text.includes('cloudflare_')) return undefined;
  if (BARE.test(text)) return text;
  for (const literal of literalsWithin(text)) {
    const [address] = ADDRESS.exec(literal) ?? [];
    if (address !== undefined) return address;
  }
  return undefined;
}

/** The quoted texts inside `${…}`, without the expressions that they hold in turn. */
function* literalsWithin(text: string): Generator<string> {
  // Innermost last: `${` and `{` open an expression, a quote inside one opens a text, in which `${` opens the next.
  const open: { readonly kind: 'expression' | 'literal'; text: string }[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const inside = open.at(-1);
    const next = text.slice(at, at + 3);
    if (inside?.kind === 'expression') {
      if (text[at] === '"') open.push({ kind: 'literal', text: '' });
      else if (text[at] === '{') open.push({ kind: 'expression', text: '' });
      else if (text[at] === '}') open.pop();
    } else if (next === '$${' || next === '%%{') at += 2;
    else if (next.startsWith('${') || next.startsWith('%{')) {
      open.push({ kind: 'expression', text: '' });
      at += 1;
    } else if (inside && text[at] === '\\') at += 1;
    else if (inside && text[at] === '"') yield open.pop()!.text;
    else if (inside) inside.text += text[at]!;
  }
}

function visit(value: unknown, path: string, found: (path: string, text: string) => void): void {
  if (typeof value === 'string') found(path, value);
  else if (Array.isArray(value)) value.forEach((item, index) => visit(item, `${path}[${index}]`, found));
  else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      if (!TAKES_ADDRESSES.has(key)) visit(item, path === '' ? key : `${path}.${key}`, found);
    }
  }
}
