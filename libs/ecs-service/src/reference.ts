import { DefaultTokenResolver, StringConcat, Tokenization } from 'cdktf';
import type { Construct } from 'constructs';

const resolver = new DefaultTokenResolver(new StringConcat());

/** A value as it stands in Terraform: `${aws_lb_listener.https.arn}`. Two tokens for one attribute give the same text. */
export function reference(scope: Construct, value: string): string {
  return String(Tokenization.resolve(value, { scope, resolver, preparing: false }));
}
