/**
 * Of what a route points at. Terraform moves the route first and destroys this after it, even where it is no longer in the
 * configuration: the state keeps the order.
 * https://github.com/hashicorp/terraform/blob/main/docs/destroying.md
 */
export const REMOVED_LAST = { createBeforeDestroy: true } as const;
