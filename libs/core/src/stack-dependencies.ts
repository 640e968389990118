import { TerraformElement, type TerraformStack } from 'cdktf';
import { originsOf } from './origins';

interface Dependent {
  /** As text in a resource, as the construct in an output. */
  dependsOn?: (string | { readonly fqn: string })[];
}

/**
 * Turns each `dependsOn` of a construct in another stack into a dependency on that stack, which is applied before and
 * destroyed after this one. Terraform cannot wait for what another state holds.
 */
export function dependOnStacks(stack: TerraformStack): void {
  const elements = stack.node
    .findAll()
    .filter((each): each is TerraformElement & Dependent => TerraformElement.isTerraformElement(each))
    .filter((each) => each.cdktfStack === stack);
  for (const element of elements) {
    if (!Array.isArray(element.dependsOn)) continue;
    const own = element.dependsOn.filter((dependency) => {
      const text = typeof dependency === 'string' ? dependency : dependency.fqn;
      const foreign = originsOf(element, text).filter((origin) => origin !== stack);
      foreign.forEach((other) => stack.addDependency(other));
      return foreign.length === 0;
    });
    if (own.length < element.dependsOn.length) element.dependsOn = own.length > 0 ? own : undefined;
  }
}
