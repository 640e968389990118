import { Lazy, TerraformStack, Token, ref, type IResolvable } from 'cdktf';
import type { Construct } from 'constructs';

/**
 * A Terraform expression for which CDKTF has no class, e.g. a `for`. It can be used wherever a value can, inside text
 * and inside the arguments of `Fn` too, where text with `${…}` in it would come out as a literal or with its braces
 * doubled. An expression of another stack becomes an output of that stack, as any attribute does.
 *
 * @param owner whose attributes the expression reads
 * @param produce the expression without `${` and `}`; called once, at synthesis, when addresses are final
 */
export function expression(owner: Construct, produce: () => string): string {
  const stack = TerraformStack.of(owner);
  // One instance: it remembers for which stacks it is an output.
  let made: IResolvable | undefined;
  return Token.asString(Lazy.anyValue({ produce: () => (made ??= ref(produce(), stack)) }));
}
