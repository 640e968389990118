import { TerraformResource } from 'cdktf';
import type { Construct } from 'constructs';

/**
 * Tells Terraform that a resource, or a construct with all that is in it, had another id in the same scope: it is moved in
 * the state, not replaced.
 *
 * @example
 * renamedFrom('parameters', new DbParameterGroup(this, 'parameters-16', { … }));
 */
export function renamedFrom(formerId: string, construct: Construct): void {
  const { id, scopes } = construct.node;
  const resources = construct.node.findAll().filter((each) => TerraformResource.isTerraformResource(each));
  for (const resource of resources as TerraformResource[]) {
    const below = resource.node.scopes.slice(scopes.length).map(({ node }) => node.id);
    const suffix = (first: string): string => [first, ...below].join('_').replace(/[^A-Za-z0-9_]/g, '_');
    const outside = resource.friendlyUniqueId.slice(0, -suffix(id).length);
    resource.moveFromId(`${resource.terraformResourceType}.${outside}${suffix(formerId)}`);
  }
}
