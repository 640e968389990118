import type { TerraformResource } from 'cdktf';

/**
 * Tells Terraform that a resource had another id in the same construct: it is moved in the state, not replaced.
 *
 * @example
 * renamedFrom('parameters', new DbParameterGroup(this, 'parameters-16', { … }));
 */
export function renamedFrom(formerId: string, resource: TerraformResource): void {
  const own = resource.friendlyUniqueId;
  const suffix = resource.node.id.replace(/[^A-Za-z0-9_]/g, '_');
  resource.moveFromId(`${resource.terraformResourceType}.${own.slice(0, -suffix.length)}${formerId}`);
}
