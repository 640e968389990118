import { DefaultTokenResolver, StringConcat, Tokenization } from 'cdktf';
import type { Construct } from 'constructs';

const resolver = new DefaultTokenResolver(new StringConcat());

/** Each value once, by what stands in Terraform: two tokens for one attribute are two texts, and one value. */
export function distinct(scope: Construct, values: readonly string[]): string[] {
  const text = (value: string): string => String(Tokenization.resolve(value, { scope, resolver, preparing: false }));
  return [...new Map(values.map((value) => [text(value), value])).values()];
}
