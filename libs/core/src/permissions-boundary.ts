import type { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import { Aspects, TerraformElement, type IAspect, type TerraformResource, type TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';

/** Gives every role of a stack its permissions boundary, whoever makes the role; one that a role names itself stays. */
export function boundRoles(stack: TerraformStack, boundaryArn: string): void {
  Aspects.of(stack).add(new Bounds(boundaryArn));
}

class Bounds implements IAspect {
  constructor(private readonly boundaryArn: string) {}

  visit(node: IConstruct): void {
    if (!isRole(node)) return;
    node.permissionsBoundary = node.permissionsBoundaryInput ?? this.boundaryArn;
  }
}

// By its type: two copies of the provider's package have two classes of one name.
function isRole(node: IConstruct): node is IamRole {
  return (
    TerraformElement.isTerraformElement(node) && (node as TerraformResource).terraformResourceType === 'aws_iam_role'
  );
}
