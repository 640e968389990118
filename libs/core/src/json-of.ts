import { Lazy, Token, type IResolveContext } from 'cdktf';
import { isKnown } from './config-error';
import { literal } from './literal';

/**
 * JSON that Terraform completes: the text in it arrives as it was written, `${` and `%{` included, and so does what a
 * token stands for, whatever quotes and line breaks are in it.
 */
export function jsonOf(value: unknown): string {
  // A token in quotes that is no text: the quotes go, too.
  const whole = new Set<string>();
  const inside = (each: unknown): string => {
    const token = Token.asString(Lazy.anyValue({ produce: (context) => expressionOf(each, context, WHOLE) }));
    whole.add(token);
    return token;
  };
  const json = JSON.stringify(prepared(value, inside));
  return [...whole].reduce((text, token) => text.replace(`"${token}"`, () => token), json);
}

function prepared(value: unknown, inside: (each: unknown) => string): unknown {
  if (typeof value === 'string') return text(value);
  if (typeof value !== 'object' || value === null) return value;
  const isMap = Object.keys(value).some((key) => key.startsWith('&{TfToken['));
  if (Token.isUnresolved(value) || isMap) return inside(value);
  if (Array.isArray(value)) return value.map((each) => prepared(each, inside));
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [text(key), prepared(each, inside)]));
}

function text(value: string): string {
  if (isKnown(value)) return literal(value);
  return literal(value).replace(/\$\{TfToken\[[^\]]*\]\}/g, (token) =>
    Token.asString(Lazy.anyValue({ produce: (context) => expressionOf(token, context, WITHIN_QUOTES) })),
  );
}

// Attributes of which AWS or a module's checks keep quotes, backslashes and line breaks out.
const PLAIN =
  /^\$\{(?:data\.)?(?:aws|cloudflare|terraform)_\w+\.[\w-]+(?:\[[^\]]*\])?(?:\.outputs)?\.(?:[\w-]+_)?(?:id|identifier|arn|arn_suffix|name|url|family|revision|endpoint|address|hostname|bucket|region|partition|port)\}$/;

// Where a registry keeps the URI of the image that was deployed last.
const IMAGE = /^\$\{(?:data\.)?aws_ssm_parameter\.\w+_image\.insecure_value\}$/;

const WHOLE = (expression: string): string => `\${jsonencode(${expression})}`;
const WITHIN_QUOTES = (expression: string): string =>
  `\${trimprefix(trimsuffix(jsonencode(${expression}), "\\""), "\\"")}`;

function expressionOf(value: unknown, context: IResolveContext, encoded: (expression: string) => string): unknown {
  const resolved: unknown = context.resolve(value);
  if (typeof resolved !== 'string') return JSON.stringify(resolved);
  if ((PLAIN.test(resolved) || IMAGE.test(resolved)) && encoded === WITHIN_QUOTES) return resolved;
  return isExpression(resolved) ? encoded(resolved.slice(2, -1)) : resolved;
}

/** `${…}` and nothing around it. */
function isExpression(text: string): boolean {
  if (!text.startsWith('${')) return false;
  let depth = 0;
  for (let at = 1; at < text.length; at += 1) {
    if (text[at] === '{') depth += 1;
    else if (text[at] === '}' && (depth -= 1) === 0) return at === text.length - 1;
  }
  return false;
}
