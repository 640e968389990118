import { DefaultTokenResolver, Fn, StringConcat, Token, Tokenization } from 'cdktf';
import type { Construct } from 'constructs';
import { isKnown } from './config-error';
import { originsOf } from './origins';

const resolver = new DefaultTokenResolver(new StringConcat());

/** A value as Terraform reads it: `${aws_lb_listener.https.arn}`. Two tokens for one attribute give the same text. */
export function reference(scope: Construct, value: string): string {
  return String(Tokenization.resolve(value, { scope, resolver, preparing: false }));
}

/** A value as `reference` gives it, with its stack: two stacks may have one address. To compare, not for Terraform to read. */
export function referenceInApp(scope: Construct, value: string): string {
  const origins = originsOf(scope, value).map((origin) => `@${origin.node.path}`);
  return `${reference(scope, value)}${origins.join('')}`;
}

/** `arn:…:cluster/name` → `name`, also where the ARN is known only to Terraform. */
export function nameOfArn(arn: string): string {
  return isKnown(arn) ? arn.split('/').at(-1)! : Token.asString(Fn.element(Fn.split('/', arn), 1));
}
