import { DefaultTokenResolver, StringConcat, TerraformStack, Tokenization, type IResolvable } from 'cdktf';
import type { Construct } from 'constructs';

/** The stacks whose attributes a value reads: none for a literal. */
export function originsOf(scope: Construct, value: unknown): readonly TerraformStack[] {
  const resolver = new OriginResolver();
  Tokenization.resolve(value, { scope, resolver, preparing: false });
  return [...resolver.found];
}

class OriginResolver extends DefaultTokenResolver {
  readonly found = new Set<TerraformStack>();

  constructor() {
    super(new StringConcat());
  }

  override resolveToken(...[token, ...rest]: Parameters<DefaultTokenResolver['resolveToken']>): unknown {
    const origin = originOf(token);
    if (origin) this.found.add(origin);
    return super.resolveToken(token, ...rest);
  }
}

// A reference of CDKTF has its stack in a private field, and nothing else says it.
function originOf(token: IResolvable): TerraformStack | undefined {
  const { originStack } = token as { originStack?: unknown };
  return TerraformStack.isStack(originStack) ? originStack : undefined;
}
