export { breakGlassRole, checkBreakGlassRole } from './break-glass';
export { checkTenant, checkTenantAccount } from './checks';
export { SESSION_TENANT, TENANT_CONTEXT, TENANT_TAG, ofTenant, tenantName } from './tenant';
