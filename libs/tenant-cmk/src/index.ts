export { tenantKeyStatements } from './session-statements';
export { TenantCmk, type TenantCmkOutputs } from './tenant-cmk';
export type { Retirement, TenantCmkConfig } from './tenant-cmk.config';
