import type { PolicyConditions } from '../iam';
import type { ModuleContext } from '../context';

/** The tag of what belongs to a tenant, and of the sessions that act for one. */
export const TENANT_TAG = 'Tenant';

/** The name in KMS's encryption context under which the application names the tenant. */
export const TENANT_CONTEXT = 'tenant';

/** In a policy: the tenant of the calling session. A session without one matches nothing. */
export const SESSION_TENANT = `\${aws:PrincipalTag/${TENANT_TAG}}`;

/** As condition: the calling session acts for this tenant. */
export function ofTenant(tenant: string): PolicyConditions[string] {
  return { [`aws:PrincipalTag/${TENANT_TAG}`]: tenant };
}

/**
 * `{project}-{env}-tenant-{tenant}`, and what the tenant has of it. Never shortened: policies make the same name of the
 * session's tag.
 */
export function tenantName({ project, env }: ModuleContext, tenant: string, name?: string): string {
  return [project, env, 'tenant', tenant, ...(name === undefined ? [] : [name])].join('-');
}
